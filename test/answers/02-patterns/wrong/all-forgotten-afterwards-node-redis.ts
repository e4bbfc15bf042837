// node-redis, rejected by 02.1-all
// Redis has ended the patterns; the handlers are still there, and come back with the next psubscribe().
// #region 02.1-unsubscribeAll
    await Promise.all([basic.unsubscribeAll(), patterns.pUnsubscribe()])
// #endregion
