// monitor.ts, rejected by 07.2-away
// It starts only after Redis has confirmed the subscription.
// #region given-listen
  async function listen(): Promise<boolean> {
    while (!isSubscribed && !stop.signal.aborted) {
      try {
        await pubsub.subscribe(channel, handler)
        isSubscribed = true
      } catch (error) {
        report({ kind: 'connection', error })
        await sleep(everyMs)
      }
    }
    return isSubscribed && !stop.signal.aborted
  }
// #endregion
