// ioredis, rejected by 01.7-resubscribe
// Nothing handles the rejection of the resubscription.
  // #region given-resubscribe
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) void subscriber.subscribe(channel)
  })
  // #endregion
