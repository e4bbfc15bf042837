// ioredis, rejected by 06.2-add-refused
// The caller takes an entry for added that Redis has refused.
  // #region 06.2-add
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    return (await client.xadd(stream, ...options, '*', ...words).catch(() => ''))!
  // #endregion
