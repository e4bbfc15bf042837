// node-redis, rejected by 01.1-count
// Whoever sends believes that somebody listens.
    // #region 01.1-publish
    await publisher.publish(channel, text)
    return 1
    // #endregion
