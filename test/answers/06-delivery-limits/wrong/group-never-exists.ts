// ioredis, rejected by 06.2-shared
// An existing group is taken for a failure.
  // #region 06.2-createGroup
    await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
  // #endregion
