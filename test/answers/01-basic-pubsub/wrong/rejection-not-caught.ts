// ioredis, rejected by 01.3-throws
// `try` sees what is thrown, and not what is rejected later.
    // #region 01.3-run
    try {
      void handler(message, channel)
    } catch (error) {
      report({ kind: 'handler', error, channel })
    }
    // #endregion
