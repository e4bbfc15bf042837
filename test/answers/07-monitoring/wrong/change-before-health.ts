// monitor.ts, rejected by 07.2-changes
// onChange is called before health() returns the new health.
// #region given-round
  async function round(): Promise<void> {
    const measured = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const latencyMs = measured !== null && measured > downAfterMs ? null : measured
    const before = health?.status
    const now = healthOf(latencyMs)
    if (before && before !== now.status) onChange?.(now, before)
    health = now
  }
// #endregion
