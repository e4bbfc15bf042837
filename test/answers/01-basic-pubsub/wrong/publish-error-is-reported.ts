// ioredis, rejected by 01.1-refused
// The problem is reported, and the caller is told a count.
    // #region 01.1-publish
    try {
      return await publisher.publish(channel, text)
    } catch (error) {
      report({ kind: 'connection', error })
      return 0
    }
    // #endregion
