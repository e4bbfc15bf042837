// ioredis
// With RESP3, a subscribed connection can publish.
    // #region 01.1-publish
    return subscriber.publish(channel, text)
    // #endregion
