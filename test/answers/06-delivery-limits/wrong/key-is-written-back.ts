// ioredis, rejected by 06.2-add-again
// The key is put into the object of the caller, who adds it again.
  // #region 06.2-add
    const given = fields as Record<string, string>
    given.key ??= randomUUID()
    const trim = maxLength ? ['MAXLEN', '~', String(maxLength)] : []
    return (await client.call('XADD', stream, ...trim, '*', ...Object.entries(given).flat())) as string
  // #endregion
