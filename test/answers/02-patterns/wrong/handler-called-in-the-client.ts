// ioredis, rejected by 02.1-throws
// A handler's error reaches the client.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    for (const handler of [...(subscriptions.get(pattern) ?? [])]) void handler(message, channel, pattern)
  })
// #endregion
