// ioredis, rejected by 01.4-all
// Redis forgets all, and the Map does not: the old handlers are back with the next subscribe().
    // #region 01.4-unsubscribeAll
    await subscriber.unsubscribe()
    // #endregion
