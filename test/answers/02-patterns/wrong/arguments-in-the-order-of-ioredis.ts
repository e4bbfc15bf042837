// ioredis, rejected by 02.1-arguments
// It passes pattern, channel, and message to the handler in the order of the event.
// #region 02.1-dispatch
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    for (const handler of [...(subscriptions.get(pattern) ?? [])]) run(handler, pattern, channel, message)
  })
// #endregion
