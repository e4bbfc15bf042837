// monitor.ts, rejected by 07.2-up
// If the status is the same, latency and date are not updated.
// #region given-round
  async function round(): Promise<void> {
    const measured = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const latencyMs = measured !== null && measured > downAfterMs ? null : measured
    const before = health?.status
    const now = healthOf(latencyMs)
    if (before === now.status) return
    health = now
    if (before) onChange?.(health, before)
  }
// #endregion
