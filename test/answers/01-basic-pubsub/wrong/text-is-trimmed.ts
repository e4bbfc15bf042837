// node-redis, rejected by 01.1-count
// It trims messages before it sends them.
    // #region 01.1-publish
    return publisher.publish(channel, text.trim())
    // #endregion
