// ioredis, rejected by 01.1-refused
// It reports the error, and its caller receives a count.
    // #region 01.1-publish
    try {
      return await publisher.publish(channel, text)
    } catch (error) {
      report({ kind: 'connection', error })
      return 0
    }
    // #endregion
