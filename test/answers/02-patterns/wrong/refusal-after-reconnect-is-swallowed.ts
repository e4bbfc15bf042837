// ioredis, rejected by 02.1-lost-refused
// It swallows a refusal after a reconnect, so that the process keeps running.
// #region given-resubscribe
  patterns.on('ready', () => {
    for (const pattern of subscriptions.keys()) begin(pattern).catch(() => {})
  })
// #endregion
