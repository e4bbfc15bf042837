// ioredis, rejected by 02.1-arguments
// ioredis calls the function once, when Redis confirms.
// #region 02.1-begin
    await patterns.psubscribe(pattern, (error: unknown) => {
      for (const handler of subscriptions.get(pattern) ?? []) run(handler, String(error), pattern, pattern)
    })
// #endregion
// #region 02.1-dispatch

// #endregion
