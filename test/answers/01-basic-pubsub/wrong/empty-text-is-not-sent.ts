// node-redis, rejected by 01.1-count
// It does not publish empty strings.
    // #region 01.1-publish
    return text ? publisher.publish(channel, text) : 0
    // #endregion
