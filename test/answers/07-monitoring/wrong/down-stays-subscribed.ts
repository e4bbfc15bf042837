// monitor.ts, rejected by 07.2-close-waiting
// It unsubscribes only if the last canary came back.
// #region 07.2-close
    const wasUp = health?.status !== 'down'
    stop.abort()
    health = healthOf(null)
    if (!wasUp) return
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
