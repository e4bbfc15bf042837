// node-redis, rejected by 06.2-refused
// Whatever XGROUP CREATE says, the group is thought to be there.
  // #region 06.2-createGroup
    await commands.xGroupCreate(stream, group, '0', { MKSTREAM: true }).catch(() => {})
  // #endregion
