// ioredis, rejected by 01.5-refused
// So that no rejection ends the process, all of them are thrown away.
  // #region 01.5-resubscribe
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) subscriber.subscribe(channel).catch(() => {})
  })
  // #endregion
