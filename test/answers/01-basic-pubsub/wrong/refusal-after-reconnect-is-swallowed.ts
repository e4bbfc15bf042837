// ioredis, rejected by 01.7-resubscribe
// It catches the rejection of the resubscription without reporting it.
  // #region given-resubscribe
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) subscriber.subscribe(channel).catch(() => {})
  })
  // #endregion
