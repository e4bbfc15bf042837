// ioredis, rejected by 01.1-count
// All that is sent has to be JSON, so text becomes JSON too.
    // #region 01.1-publish
    return publisher.publish(channel, JSON.stringify(text))
    // #endregion
