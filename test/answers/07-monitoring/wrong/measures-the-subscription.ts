// monitor.ts, rejected by 07.2-subscribing
// The time starts before it has subscribed.
// #region given-round
  async function round(): Promise<void> {
    const from = performance.now()
    const back = (await listen()) ? await canary() : null
    const latencyMs = back === null ? null : performance.now() - from
    if (stop.signal.aborted) return
    const before = health?.status
    health = healthOf(latencyMs !== null && latencyMs > downAfterMs ? null : latencyMs)
    if (before && before !== health.status) onChange?.(health, before)
  }
// #endregion
