// requests, rejected by 03.1-unavailable
// Socket.IO does not wait for the promise, so a rejection crashes the process.
// #region given-handle
    return await request(socket, payload)
// #endregion
