// ioredis, rejected by 01.4-all
// The Map keeps the handlers, so the next subscribe() revives the old ones.
    // #region 01.4-unsubscribeAll
    await subscriber.unsubscribe()
    // #endregion
