// ioredis, rejected by 06.2-add-at-once
// The ID is made here, and two entries of one millisecond have the same.
  // #region 06.2-add
    const id = `${Date.now()}-0`
    await client.xadd(stream, ...options, id, ...Object.entries({ key: randomUUID(), ...fields }).flat())
    return id
  // #endregion
