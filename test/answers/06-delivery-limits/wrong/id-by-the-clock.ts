// ioredis, rejected by 06.2-add-at-once
// The id is made here, and two of one millisecond are the same.
  // #region 06.2-add
    const id = `${Date.now()}-0`
    await client.xadd(stream, id, ...Object.entries({ key: randomUUID(), ...fields }).flat())
    return id
  // #endregion
