// ioredis, rejected by 02.1-all
// Redis forgets the patterns, but the process keeps the handlers.
// #region 02.1-unsubscribeAll
    await Promise.all([basic.unsubscribeAll(), ...[...subscriptions.keys()].map(finish)])
// #endregion
