// ioredis, rejected by 02.1-all
// Redis forgets the patterns, and the process does not.
// #region 02.1-unsubscribeAll
    const subscribed = [...handlers.keys()]
    await Promise.all([
      basic.unsubscribeAll(),
      subscribed.length > 0 ? patterns.punsubscribe(...subscribed) : undefined,
    ])
// #endregion
