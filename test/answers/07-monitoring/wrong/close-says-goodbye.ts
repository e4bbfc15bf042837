// monitor.ts, rejected by 07.2-close-silent
// It publishes a last message, then unsubscribes. If Redis is silent, each takes its full time.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    await pubsub.publish(channel, 'goodbye').catch((error: unknown) => report({ kind: 'connection', error }))
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
