// ioredis, rejected by 06.4-loading
// While Redis loads its data, the group is thought to be there.
  // #region 06.2-createGroup
    try {
      await commands.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
    } catch (error) {
      if (!isReply(error, 'BUSYGROUP') && !isReply(error, 'LOADING')) throw error
    }
  // #endregion
