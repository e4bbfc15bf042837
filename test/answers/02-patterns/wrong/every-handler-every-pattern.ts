// ioredis, rejected by 02.1-each-its-own
// The event comes for all patterns, and every handler is called with it.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    const all = new Set([...handlers.values()].flatMap((ofPattern) => [...ofPattern]))
    for (const handler of all) run(handler, payload, channel, pattern)
  })
// #endregion
