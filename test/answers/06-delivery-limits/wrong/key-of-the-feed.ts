// ioredis, rejected by 06.2-add
// All entries of a feed have the same key, so all but the first look like repetitions.
  // #region 06.2-add
    const words = Object.entries({ key: stream, ...fields }).flat()
    const id = await (maxLength
      ? client.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...words)
      : client.xadd(stream, '*', ...words))
    return id!
  // #endregion
