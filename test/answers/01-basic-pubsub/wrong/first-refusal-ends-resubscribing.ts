// ioredis, rejected by 01.5-refused
// One after the other: the first refusal keeps the others from their turn.
  // #region 01.5-resubscribe
  subscriber.on('ready', async () => {
    try {
      for (const channel of listeners.keys()) await subscriber.subscribe(channel)
    } catch (error) {
      report({ kind: 'connection', error })
    }
  })
  // #endregion
