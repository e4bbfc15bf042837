// node-redis, rejected by 06.3-no-earlier
// Entries are taken over after half of idleMs.
  // #region 06.3-idle
    const pending = await client.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs / 2 })
    return pending.map(({ id, deliveriesCounter }) => ({ id, deliveries: deliveriesCounter }))
  // #endregion
  // #region 06.3-claim
    const [message] = await client.xClaim(stream, group, name, idleMs / 2, id)
    return message?.message
  // #endregion
