// ioredis, rejected by 06.4-loading
// It takes LOADING to mean that the group exists.
  // #region 06.2-createGroup
    try {
      await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
    } catch (error) {
      if (!isRefusal(error, 'BUSYGROUP') && !isRefusal(error, 'LOADING')) throw error
    }
  // #endregion
