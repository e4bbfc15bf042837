// node-redis, rejected by 06.2-add-refused
// A refusal is taken for a lost connection.
  // #region 06.2-add
    const trim = maxLength && ({ strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const)
    const entry = { key: randomUUID(), ...fields }
    for (;;) {
      try {
        return await client.xAdd(stream, '*', entry, trim ? { TRIM: trim } : {})
      } catch {
        await pause(20)
      }
    }
  // #endregion
