// node-redis, rejected by 06.2-add-at-once
// The key is the time, and two entries of one millisecond have the same.
  // #region 06.2-add
    const trim = maxLength && ({ strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const)
    return client.xAdd(stream, '*', { key: String(Date.now()), ...fields }, trim ? { TRIM: trim } : {})
  // #endregion
