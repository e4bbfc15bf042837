// ioredis, rejected by 06.2-add-at-once
// The key is made of the fields, so of two equal entries the second one looks like a repetition.
  // #region 06.2-add
    const words = Object.entries({ key: JSON.stringify(fields), ...fields }).flat()
    const id = await (maxLength
      ? client.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...words)
      : client.xadd(stream, '*', ...words))
    return id!
  // #endregion
