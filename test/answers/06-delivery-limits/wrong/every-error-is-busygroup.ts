// node-redis, rejected by 06.2-refused
// Whatever XGROUP CREATE rejects with, the group is expected to exist.
  // #region 06.2-createGroup
    await client.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch(() => {})
  // #endregion
