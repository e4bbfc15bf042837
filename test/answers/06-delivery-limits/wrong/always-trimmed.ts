// node-redis, rejected by 06.2-max-length
// Entries go also where nobody has asked for it.
  // #region 06.2-add
    const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength ?? 100 } as const
    return client.xAdd(stream, '*', { key: randomUUID(), ...fields }, { TRIM: trim })
  // #endregion
