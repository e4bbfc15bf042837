// monitor.ts, rejected by 07.2-close
// It also removes the subscriptions of the application.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    await pubsub.unsubscribeAll().catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
