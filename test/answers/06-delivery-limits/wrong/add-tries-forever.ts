// node-redis, rejected by 06.2-add-refused
// It treats a refusal as a lost connection.
  // #region 06.2-add
    const entry = { key: randomUUID(), ...fields }
    for (;;) {
      try {
        return await client.xAdd(stream, '*', entry, options)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  // #endregion
