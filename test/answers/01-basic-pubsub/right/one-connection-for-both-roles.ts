// ioredis
// Over RESP3 a connection with subscriptions can publish.
    // #region 01.1-publish
    return subscriber.publish(channel, text)
    // #endregion
