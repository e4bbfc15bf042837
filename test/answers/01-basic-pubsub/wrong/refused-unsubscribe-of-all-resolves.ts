// node-redis, rejected by 01.4-refused
// Promise.allSettled never rejects.
    // #region 01.4-unsubscribeAll
    const channels = [...listeners.keys()]
    listeners.clear()
    await Promise.allSettled(channels.map((channel) => inTime(subscriber.unsubscribe(channel, dispatch))))
    // #endregion
