// node-redis, rejected by 06.4-joins
// A connection that was lost once will hardly be lost again.
    // #region 06.2-createGroup
    const create = () => commands.xGroupCreate(stream, group, '0', { MKSTREAM: true })
    try {
      await create().catch((error: unknown) => {
        if (isReply(error)) throw error
        return create()
      })
    } catch (error) {
      if (isReply(error, 'BUSYGROUP')) return
      await Promise.all([end(reader), end(commands)])
      throw error
    }
    // #endregion
