// node-redis, rejected by 06.2-refused
// Whatever goes wrong, try again.
    // #region 06.2-createGroup
    for (;;) {
      try {
        await commands.xGroupCreate(stream, group, '0', { MKSTREAM: true })
        return
      } catch (error) {
        if (isReply(error, 'BUSYGROUP')) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    // #endregion
