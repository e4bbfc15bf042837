// monitor.ts, rejected by 07.2-close-waiting
// It waits for the round in progress, which waits for a canary.
// #region 07.2-close
    stop.abort()
    await current
    health = healthOf(null)
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
// #region given-round
  let current: Promise<void> = Promise.resolve()

  function round(): Promise<void> {
    current = one()
    return current
  }

  async function one(): Promise<void> {
    const latencyMs = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const before = health?.status
    health = healthOf(latencyMs !== null && latencyMs > downAfterMs ? null : latencyMs)
    if (before && before !== health.status) onChange?.(health, before)
  }
// #endregion
