// ioredis, rejected by 06.2-add
// All entries of a feed have the same key, so all but the first look like duplicates.
  // #region 06.2-add
    const words = Object.entries({ key: stream, ...fields }).flat()
    return (await client.xadd(stream, ...options, '*', ...words))!
  // #endregion
