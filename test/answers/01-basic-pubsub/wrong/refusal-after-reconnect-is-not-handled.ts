// ioredis, rejected by 01.5-refused
// Nothing handles the promise.
  // #region 01.5-resubscribe
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) void subscriber.subscribe(channel)
  })
  // #endregion
