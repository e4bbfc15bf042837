// monitor.ts, rejected by 07.2-changes
// A single missing canary is ignored.
// #region 07.2-statusOf
    missing = latencyMs === null ? missing + 1 : 0
    if (missing > 2) return 'down'
    return latencyMs !== null && latencyMs > degradedAfterMs ? 'degraded' : 'up'
// #endregion
// #region given-listen
  let missing = 0

  async function listen(): Promise<boolean> {
    if (isSubscribed) return true
    try {
      await pubsub.subscribe(channel, handler)
      isSubscribed = true
    } catch (error) {
      report({ kind: 'connection', error })
    }
    return isSubscribed && !stop.signal.aborted
  }
// #endregion
