// node-redis, rejected by 01.1-count
// It always returns 1.
    // #region 01.1-publish
    await publisher.publish(channel, text)
    return 1
    // #endregion
