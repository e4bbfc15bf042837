// node-redis
// It ends all patterns with one command, without naming them.
// #region 02.1-unsubscribeAll
    subscriptions.clear()
    await Promise.all([basic.unsubscribeAll(), inTime(patterns.pUnsubscribe())])
// #endregion
