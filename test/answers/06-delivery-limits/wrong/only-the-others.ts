// ioredis, rejected by 06.3-own
// It never takes over its own failed entries.
  // #region 06.3-idle
    const pending = (await client.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)) as Pending[]
    return pending.filter(([, consumer]) => consumer !== name).map(([id, , , deliveries]) => ({ id, deliveries }))
  // #endregion
