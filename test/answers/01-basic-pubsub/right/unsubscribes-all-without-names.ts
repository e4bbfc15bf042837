// node-redis
// One command for all, without names.
    // #region 01.4-unsubscribeAll
    listeners.clear()
    await inTime(subscriber.unsubscribe())
    // #endregion
