// monitor.ts, rejected by 07.2-close
// The subscription ends, and the canaries go on.
// #region 07.2-end
  async function end(): Promise<void> {
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    await pubsub.unsubscribe(channel, arrived)
  }
// #endregion
