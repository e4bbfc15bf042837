// node-redis, rejected by 01.1-count
// A message is tidied up before it is sent.
    // #region 01.1-publish
    return publisher.publish(channel, text.trim())
    // #endregion
