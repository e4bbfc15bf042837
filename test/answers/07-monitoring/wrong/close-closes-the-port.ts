// monitor.ts, rejected by 07.2-close
// What was lent is closed.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    await pubsub.unsubscribe(channel, arrived)
    await pubsub.close()
  }
// #endregion
