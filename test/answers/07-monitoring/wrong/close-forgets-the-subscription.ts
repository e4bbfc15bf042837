// monitor.ts, rejected by 07.2-close
// Redis goes on counting a subscriber that listens no more.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
  }
// #endregion
