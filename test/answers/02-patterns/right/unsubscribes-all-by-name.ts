// node-redis
// It ends each pattern by its name.
// #region 02.1-unsubscribeAll
    const ended = [...subscriptions]
    subscriptions.clear()
    await Promise.all([
      basic.unsubscribeAll(),
      ...ended.map(([pattern, { listener }]) => finish(pattern, listener)),
    ])
// #endregion
