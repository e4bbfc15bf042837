// node-redis, rejected by 06.2-add
// A key that the caller has given is replaced, so its own repetitions are not known.
  // #region 06.2-add
    const trim = maxLength && ({ strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const)
    return client.xAdd(stream, '*', { ...fields, key: randomUUID() }, trim ? { TRIM: trim } : {})
  // #endregion
