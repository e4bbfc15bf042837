// node-redis, rejected by 06.4-joins
// An error while the group is made is no reason to stop, so nobody looks whether it was made.
    // #region 06.2-createGroup
    await commands.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch((error: unknown) => {
      if (error instanceof ErrorReply && !isReply(error, 'BUSYGROUP')) throw error
    })
    // #endregion
