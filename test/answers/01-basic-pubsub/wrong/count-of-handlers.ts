// ioredis, rejected by 01.1-count
// It returns the number of handlers in this process.
    // #region 01.1-publish
    await publisher.publish(channel, text)
    return listeners.get(channel)?.size ?? 0
    // #endregion
