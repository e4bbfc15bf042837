// ioredis, rejected by 06.2-shared
// It treats an existing group as a failure.
  // #region 06.2-createGroup
    await client.xgroup('CREATE', stream, group, '0', 'MKSTREAM')
  // #endregion
