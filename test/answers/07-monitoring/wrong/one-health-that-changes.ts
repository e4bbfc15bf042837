// monitor.ts, rejected by 07.2-changes
// All healths are one object, which the next canary overwrites.
// #region given-round
  async function round(): Promise<void> {
    const measured = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const latencyMs = measured !== null && measured > downAfterMs ? null : measured
    const before = health?.status
    health = Object.assign(health ?? {}, healthOf(latencyMs))
    if (before && before !== health.status) onChange?.(health, before)
  }
// #endregion
