// node-redis, rejected by 01.8-all
// It names no listener, so node-redis considers its channels subscribed until Redis confirms.
    // #region 01.4-unsubscribeAll
    listeners.clear()
    await subscriber.unsubscribe()
    // #endregion
