// requests, rejected by 03.1-unavailable
// Every failure is blamed on the browser.
// #region given-handle
    try {
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('invalid')
    }
// #endregion
