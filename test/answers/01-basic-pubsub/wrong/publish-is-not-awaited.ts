// node-redis, rejected by 01.1-count
// Fire and forget: the promise is not returned, so there is no count and no error.
    // #region 01.1-publish
    void publisher.publish(channel, text)
    return 0
    // #endregion
