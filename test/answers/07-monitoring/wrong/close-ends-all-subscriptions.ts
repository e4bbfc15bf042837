// monitor.ts, rejected by 07.2-close
// The subscriptions of the program go, too.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    await Promise.race([pubsub.unsubscribeAll(), delay(CLOSE_WITHIN_MS)])
  }
// #endregion
