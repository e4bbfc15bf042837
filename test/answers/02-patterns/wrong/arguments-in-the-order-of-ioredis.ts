// ioredis, rejected by 02.1-arguments
// The event has pattern, channel, message. They are passed on as they come.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    for (const handler of [...(handlers.get(pattern) ?? [])]) run(handler, pattern, channel, payload)
  })
// #endregion
