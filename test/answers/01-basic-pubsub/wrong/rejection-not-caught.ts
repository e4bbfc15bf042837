// ioredis, rejected by 01.3-throws
// `try` without `await` does not catch a rejection.
    // #region 01.3-run
    try {
      void handler(message, channel)
    } catch (error) {
      report({ kind: 'handler', error, channel })
    }
    // #endregion
