// monitor.ts, rejected by 07.2-close-waiting
// The loop is waited for, and the loop waits for a canary.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    const unsubscribed = pubsub.unsubscribe(channel, arrived).catch(() => {})
    await Promise.race([unsubscribed, delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
// #endregion
