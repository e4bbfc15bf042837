// node-redis, rejected by 02.1-all-awaited
// It resolves while Redis still has the patterns.
// #region 02.1-unsubscribeAll
    subscriptions.clear()
    void patterns.pUnsubscribe()
    await basic.unsubscribeAll()
// #endregion
