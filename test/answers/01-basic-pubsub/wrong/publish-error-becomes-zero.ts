// node-redis, rejected by 01.1-refused
// If publishing fails, it resolves with 0.
    // #region 01.1-publish
    return publisher.publish(channel, text).catch(() => 0)
    // #endregion
