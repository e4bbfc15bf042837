// node-redis, rejected by 06.2-from-the-start
// The group starts at $, so it never gets what was added before.
  // #region 06.2-createGroup
    try {
      await client.xGroupCreate(stream, group, '$', { MKSTREAM: true })
    } catch (error) {
      if (!isRefusal(error, 'BUSYGROUP')) throw error
    }
  // #endregion
