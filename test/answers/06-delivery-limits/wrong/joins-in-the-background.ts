// node-redis, rejected by 06.4-joins
// The group will come in time.
    // #region 06.2-createGroup
    const create = (): Promise<unknown> =>
      commands.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch(async (error: unknown) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        if (!isReply(error)) return create()
      })
    await Promise.race([create(), new Promise((resolve) => setTimeout(resolve, 5))])
    // #endregion
