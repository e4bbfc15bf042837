// ioredis, rejected by 06.2-max-length
// One entry fewer than asked for is kept.
  // #region 06.2-add
    const trim = maxLength ? ['MAXLEN', String(maxLength - 1)] : []
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    return (await client.call('XADD', stream, ...trim, '*', ...words)) as string
  // #endregion
