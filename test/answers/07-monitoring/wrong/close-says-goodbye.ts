// monitor.ts, rejected by 07.2-close-silent
// A last message first, then UNSUBSCRIBE: where Redis is silent, each of them takes its whole time.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    const failed = (error: unknown) => report({ kind: 'connection', error })
    await pubsub.publish(channel, 'goodbye').catch(failed)
    await pubsub.unsubscribe(channel, arrived).catch(failed)
  }
// #endregion
