// node-redis, rejected by 01.1-count
// It does not return the promise, so the caller gets neither the count nor the error.
    // #region 01.1-publish
    void publisher.publish(channel, text)
    return 0
    // #endregion
