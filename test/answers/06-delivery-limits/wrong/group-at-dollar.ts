// node-redis, rejected by 06.2-from-the-start
// The group begins where the stream ends, so what was added before is lost.
  // #region 06.2-createGroup
    try {
      await commands.xGroupCreate(stream, group, '$', { MKSTREAM: true })
    } catch (error) {
      if (!isReply(error, 'BUSYGROUP')) throw error
    }
  // #endregion
