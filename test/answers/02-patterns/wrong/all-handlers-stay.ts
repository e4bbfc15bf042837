// node-redis, rejected by 02.1-all
// Redis ends the patterns, but the handlers come back with the next psubscribe().
// #region 02.1-unsubscribeAll
    await Promise.all([basic.unsubscribeAll(), patterns.pUnsubscribe()])
// #endregion
