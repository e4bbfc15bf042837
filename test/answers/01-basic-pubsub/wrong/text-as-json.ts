// ioredis, rejected by 01.1-count
// publish() sends strings as JSON.
    // #region 01.1-publish
    return publisher.publish(channel, JSON.stringify(text))
    // #endregion
