// monitor.ts, rejected by 07.2-close-away
// It waits for an answer that cannot come.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    await pubsub.unsubscribe(channel, arrived)
  }
// #endregion
