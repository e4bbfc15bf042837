// requests, rejected by 03.3-names
// It counts bytes, so a room with 100 umlauts is refused.
// #region given-handle
    if (typeof payload === 'string' && Buffer.byteLength(payload) > 100) return refuse('invalid')
    try {
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
