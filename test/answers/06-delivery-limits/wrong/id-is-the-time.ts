// ioredis, rejected by 06.2-add-at-once
// It creates the IDs, and two entries of the same millisecond get the same one.
  // #region 06.2-add
    const id = `${Date.now()}-0`
    await client.xadd(stream, ...options, id, ...Object.entries({ key: randomUUID(), ...fields }).flat())
    return id
  // #endregion
