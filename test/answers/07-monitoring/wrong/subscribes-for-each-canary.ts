// monitor.ts, rejected by 07.2-once
// It subscribes for each canary, which repairs what it should find.
// #region given-listen
  async function listen(): Promise<boolean> {
    try {
      await pubsub.subscribe(channel, handler)
      isSubscribed = true
    } catch (error) {
      report({ kind: 'connection', error })
    }
    return isSubscribed && !stop.signal.aborted
  }
// #endregion
