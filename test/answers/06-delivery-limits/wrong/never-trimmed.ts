// ioredis, rejected by 06.2-max-length
// The stream grows for ever.
  // #region 06.2-add
    const id = await client.xadd(stream, '*', ...Object.entries({ key: randomUUID(), ...fields }).flat())
    return id!
  // #endregion
