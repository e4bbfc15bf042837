// monitor.ts, rejected by 07.2-close-refused
// The subscription could not be ended, and nobody is told.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    const unsubscribed = pubsub.unsubscribe(channel, arrived).catch(() => {})
    await Promise.race([unsubscribed, delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
// #endregion
