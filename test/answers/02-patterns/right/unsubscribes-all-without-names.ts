// node-redis
// One command for all patterns, without names.
// #region 02.1-unsubscribeAll
    subscriptions.clear()
    await Promise.all([basic.unsubscribeAll(), inTime(patterns.pUnsubscribe())])
// #endregion
