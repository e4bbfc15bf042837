// ioredis, rejected by 06.4-lost-reply
// It does not take over entries that are pending with its own name.
  // #region 06.3-idle
    const pending = (await client.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)) as Pending[]
    return pending.filter(([, consumer]) => consumer !== name).map(([id, , , deliveries]) => ({ id, deliveries }))
  // #endregion
