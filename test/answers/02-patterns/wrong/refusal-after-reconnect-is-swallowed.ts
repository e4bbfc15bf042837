// ioredis, rejected by 02.1-lost-refused
// A refusal after a reconnect is thrown away, so that it does not end the process.
// #region given-resubscribe
  patterns.on('ready', () => {
    for (const pattern of subscriptions.keys()) begin(pattern).catch(() => {})
  })
// #endregion
