// node-redis, rejected by 06.2-refused
// It takes any error of XGROUP CREATE to mean that the group exists.
  // #region 06.2-createGroup
    await client.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch(() => {})
  // #endregion
