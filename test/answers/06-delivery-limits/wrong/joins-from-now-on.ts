// node-redis, rejected by 06.4-joins
// Once the connection was lost, only what is new counts.
    // #region 06.2-createGroup
    for (let id = '0'; ; id = '$') {
      try {
        await commands.xGroupCreate(stream, group, id, { MKSTREAM: true })
        return
      } catch (error) {
        if (isReply(error, 'BUSYGROUP')) return
        if (isReply(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    // #endregion
