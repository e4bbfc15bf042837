// ioredis, rejected by 06.2-shared
// That the group is there already is taken for a failure.
  // #region 06.2-createGroup
    await commands.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
  // #endregion
