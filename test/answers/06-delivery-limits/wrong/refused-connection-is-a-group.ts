// node-redis, rejected by 06.4-joins
// It takes a lost connection to mean that the group exists.
  // #region 06.2-createGroup
    await client.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch((error: Error) => {
      if (/^[A-Z]+ /.test(error.message) && !isRefusal(error, 'BUSYGROUP')) throw error
    })
  // #endregion
