// node-redis, rejected by 02.1-all-crossing
// What was subscribed in the meantime is forgotten too.
// #region 02.1-unsubscribeAll
    // Channels and patterns are ended by different commands.
    await Promise.all([basic.unsubscribeAll(), patterns.pUnsubscribe()])
    listeners.clear()
// #endregion
