// monitor.ts, rejected by 07.2-start-refused
// A rejected subscription rejects startMonitor().
// #region given-listen
  async function listen(): Promise<boolean> {
    if (isSubscribed) return true
    await pubsub.subscribe(channel, handler)
    isSubscribed = true
    return !stop.signal.aborted
  }
// #endregion
