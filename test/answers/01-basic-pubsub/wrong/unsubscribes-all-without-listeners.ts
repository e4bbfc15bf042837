// node-redis, rejected by 01.8-all
// Without a listener, node-redis takes its channels for subscribed until Redis has confirmed.
    // #region 01.4-unsubscribeAll
    listeners.clear()
    await subscriber.unsubscribe()
    // #endregion
