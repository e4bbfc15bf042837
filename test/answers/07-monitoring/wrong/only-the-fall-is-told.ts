// monitor.ts, rejected by 07.2-changes
// onChange is not called when messages arrive again.
// #region given-round
  async function round(): Promise<void> {
    const measured = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const latencyMs = measured !== null && measured > downAfterMs ? null : measured
    const before = health?.status
    health = healthOf(latencyMs)
    if (before === 'up' && health.status !== 'up') onChange?.(health, before)
  }
// #endregion
