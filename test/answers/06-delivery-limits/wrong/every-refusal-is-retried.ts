// node-redis, rejected by 06.2-refused
// It retries a refusal that will never change.
  // #region 06.2-createGroup
    for (;;) {
      try {
        await client.xGroupCreate(stream, group, '0', { MKSTREAM: true })
        return
      } catch (error) {
        if (isRefusal(error, 'BUSYGROUP')) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  // #endregion
