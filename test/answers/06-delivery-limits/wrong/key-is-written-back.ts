// ioredis, rejected by 06.2-add-again
// The key is written into the object of the caller, who adds it again.
  // #region 06.2-add
    const given = fields as Record<string, string>
    given.key ??= randomUUID()
    return (await client.xadd(stream, ...options, '*', ...Object.entries(given).flat()))!
  // #endregion
