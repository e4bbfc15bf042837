// ioredis, rejected by 02.1-all-crossing
// What was subscribed in the meantime is forgotten too.
// #region 02.1-unsubscribeAll
    const subscribed = [...handlers.keys()]
    // Channels and patterns are ended by different commands.
    await Promise.all([
      basic.unsubscribeAll(),
      subscribed.length > 0 ? patterns.punsubscribe(...subscribed) : undefined,
    ])
    handlers.clear()
// #endregion
