// node-redis, rejected by 01.3-throws
// `catch` on the promise does not catch a handler that throws before it returns one.
    // #region 01.3-run
    const result = handler(message, channel)
    result?.catch((error: unknown) => report({ kind: 'handler', error, channel }))
    // #endregion
