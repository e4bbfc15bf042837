// ioredis, rejected by 06.2-add-at-once
// The key is made of the fields, so the second of two equal entries looks like a duplicate.
  // #region 06.2-add
    const words = Object.entries({ key: JSON.stringify(fields), ...fields }).flat()
    return (await client.xadd(stream, ...options, '*', ...words))!
  // #endregion
