// node-redis, rejected by 01.4-all-crossing
// A channel that is just being ended passes for subscribed: who wants it again hears nothing, for ever.
    // #region 01.4-unsubscribeAll
    listeners.clear()
    await subscriber.unsubscribe()
    // #endregion
