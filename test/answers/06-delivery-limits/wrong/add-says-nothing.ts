// ioredis, rejected by 06.2-add-refused
// The caller takes an entry for added that Redis has refused.
  // #region 06.2-add
    const trim = maxLength ? ['MAXLEN', '~', String(maxLength)] : []
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    const id = await client.call('XADD', stream, ...trim, '*', ...words).catch(() => '')
    return id as string
  // #endregion
