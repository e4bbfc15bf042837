// ioredis, rejected by 02.1-all-crossing
// By the time it looks at the patterns, somebody has subscribed a new one.
// #region 02.1-unsubscribeAll
    await basic.unsubscribeAll()
    const subscribed = [...handlers.keys()]
    handlers.clear()
    // Channels and patterns are ended by different commands.
    await Promise.all([
      basic.unsubscribeAll(),
      subscribed.length > 0 ? patterns.punsubscribe(...subscribed) : undefined,
    ])
// #endregion
