// ioredis, rejected by 06.2-add-refused
// The caller believes that an entry was added, although Redis refused it.
  // #region 06.2-add
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    return (await client.xadd(stream, ...options, '*', ...words).catch(() => ''))!
  // #endregion
