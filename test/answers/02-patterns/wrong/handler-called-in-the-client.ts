// ioredis, rejected by 02.1-throws
// What a handler throws goes up into the client.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    for (const handler of [...(handlers.get(pattern) ?? [])]) void handler(payload, channel, pattern)
  })
// #endregion
