// ioredis, rejected by 06.3-own
// An entry that has failed here is never taken over.
  // #region 06.3-idle
    const pending = (await client.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)) as Pending[]
    return pending.filter(([, consumer]) => consumer !== name).map(([id, , , deliveries]) => ({ id, deliveries }))
  // #endregion
