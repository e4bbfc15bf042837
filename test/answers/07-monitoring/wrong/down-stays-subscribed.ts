// monitor.ts, rejected by 07.2-close-waiting
// When it is down it asks Redis for nothing more, and Redis goes on delivering.
// #region 07.2-end
  async function end(): Promise<void> {
    const reachable = health?.status !== 'down'
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    if (!reachable) return
    const unsubscribed = pubsub
      .unsubscribe(channel, arrived)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([unsubscribed, delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
// #endregion
