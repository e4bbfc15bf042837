// ioredis, rejected by 01.7-resubscribe
// It resubscribes to one channel after the other, so the first refusal stops the rest.
  // #region given-resubscribe
  subscriber.on('ready', async () => {
    try {
      for (const channel of listeners.keys()) await subscriber.subscribe(channel)
    } catch (error) {
      report({ kind: 'connection', error })
    }
  })
  // #endregion
