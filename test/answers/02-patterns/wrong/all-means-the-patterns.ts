// ioredis, rejected by 02.1-all
// The patterns end, and the channels stay.
// #region 02.1-unsubscribeAll
    const ended = [...subscriptions.keys()]
    subscriptions.clear()
    await Promise.all(ended.map(finish))
// #endregion
