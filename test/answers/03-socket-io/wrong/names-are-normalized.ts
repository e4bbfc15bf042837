// requests, rejected by 03.3-names
// Two names that look the same become one room.
// #region given-handle
    try {
      return await request(socket, typeof payload === 'string' ? payload.normalize('NFC') : payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
