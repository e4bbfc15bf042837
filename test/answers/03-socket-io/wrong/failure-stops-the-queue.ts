// requests, rejected by 03.1-unavailable
// After a failed request, the next ones of the same socket never run.
// #region given-handle
    const failed = socket as { failure?: Error }
    if (failed.failure) throw failed.failure
    try {
      return await request(socket, payload)
    } catch (error) {
      report({ kind: 'connection', error })
      failed.failure = new Error('failed earlier')
      return refuse('unavailable')
    }
// #endregion
