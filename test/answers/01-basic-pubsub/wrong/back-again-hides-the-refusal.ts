// ioredis, rejected by 01.7-resubscribe
// It reports that the connection is back, and swallows the refusal of a subscription.
  // #region given-resubscribe
  subscriber.on('ready', async () => {
    for (const channel of listeners.keys()) await subscriber.subscribe(channel).catch(() => {})
    report({ kind: 'connection', error: new Error('The connection was lost, and is back.') })
  })
  // #endregion
