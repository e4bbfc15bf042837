// ioredis, rejected by 06.3-no-earlier
// Every pending entry is taken over, even one that another consumer has just read.
  // #region 06.3-idle
    const pending = (await client.xpending(stream, group, '-', '+', PAGE)) as Pending[]
    return pending.map(([id, , , deliveries]) => ({ id, deliveries }))
  // #endregion
  // #region 06.3-claim
    const [message] = (await client.xclaim(stream, group, name, 0, id)) as (Message | null)[]
    return message ? toFields(message[1]) : undefined
  // #endregion
