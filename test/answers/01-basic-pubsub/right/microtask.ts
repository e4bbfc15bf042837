// node-redis
// The handler is called a moment later.
    // #region 01.3-run
    queueMicrotask(async () => {
      try {
        await handler(message, channel)
      } catch (error) {
        report({ kind: 'handler', error, channel })
      }
    })
    // #endregion
