// node-redis, rejected by 01.1-refused
// A message that could not be sent reached nothing: 0.
    // #region 01.1-publish
    return publisher.publish(channel, text).catch(() => 0)
    // #endregion
