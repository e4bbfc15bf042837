// node-redis, rejected by 06.4-joins
// Without a group nothing works, so all is closed: also when only the answer was lost.
    // #region 06.2-createGroup
    try {
      await commands.xGroupCreate(stream, group, '0', { MKSTREAM: true })
    } catch (error) {
      if (isReply(error, 'BUSYGROUP')) return
      await Promise.all([end(reader), end(commands)])
      throw error
    }
    // #endregion
