// ioredis, rejected by 02.1-each-its-own
// The event is emitted for all patterns, and every handler is called.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    const all = new Set([...subscriptions.values()].flatMap((handlers) => [...handlers]))
    for (const handler of all) run(handler, message, channel, pattern)
  })
// #endregion
