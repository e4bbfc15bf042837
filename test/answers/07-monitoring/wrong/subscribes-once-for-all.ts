// monitor.ts, rejected by 07.2-start-refused
// After a rejected subscription, it never subscribes again.
// #region given-listen
  async function listen(): Promise<boolean> {
    if (isSubscribed) return !stop.signal.aborted
    isSubscribed = true
    await pubsub.subscribe(channel, handler).catch((error: unknown) => report({ kind: 'connection', error }))
    return !stop.signal.aborted
  }
// #endregion
