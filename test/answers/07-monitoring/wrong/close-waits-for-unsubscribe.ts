// monitor.ts, rejected by 07.2-close-silent
// It waits for the reply to UNSUBSCRIBE, and catches only that there is none.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    let done = false
    const unsubscribed = pubsub
      .unsubscribe(channel, arrived)
      .catch((error: unknown) => report({ kind: 'connection', error }))
      .finally(() => {
        done = true
      })
    while (!done) await Promise.race([unsubscribed, delay(100_000)])
  }
// #endregion
