// node-redis, rejected by 02.1-all-crossing
// A pattern that is just being ended passes for subscribed: who wants it again hears nothing, for ever.
// #region 02.1-unsubscribeAll
    listeners.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.pUnsubscribe()])
// #endregion
