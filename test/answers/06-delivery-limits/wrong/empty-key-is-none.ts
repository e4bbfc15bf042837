// node-redis, rejected by 06.2-add
// A key that was given, and is empty, is replaced.
  // #region 06.2-add
    const trim = maxLength && ({ strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const)
    return client.xAdd(stream, '*', { ...fields, key: fields.key || randomUUID() }, trim ? { TRIM: trim } : {})
  // #endregion
