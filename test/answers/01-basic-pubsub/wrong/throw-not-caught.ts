// node-redis, rejected by 01.3-throws
// `catch` on the promise sees nothing of a handler that throws before it has one.
    // #region 01.3-run
    const result = handler(message, channel)
    result?.catch((error: unknown) => report({ kind: 'handler', error, channel }))
    // #endregion
