// ioredis, rejected by 02.1-arguments
// The event passes pattern, channel, message, and they are handed on in that order.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    for (const handler of [...(subscriptions.get(pattern) ?? [])]) run(handler, pattern, channel, message)
  })
// #endregion
