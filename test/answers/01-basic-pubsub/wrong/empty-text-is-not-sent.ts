// node-redis, rejected by 01.1-count
// An empty message is taken for none.
    // #region 01.1-publish
    return text ? publisher.publish(channel, text) : 0
    // #endregion
