// requests, rejected by 03.4-close
// close() leaves a listener for another event on the socket.
// #region given-handle
    socket.once('disconnecting', () => void rooms.leaveAll(socket))
    try {
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
