// node-redis, rejected by 02.1-all-awaited
// It says that it is done while Redis still has the patterns.
// #region 02.1-unsubscribeAll
    subscriptions.clear()
    // Channels and patterns are ended by different commands.
    void patterns.pUnsubscribe()
    await basic.unsubscribeAll()
// #endregion
