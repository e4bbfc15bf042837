// node-redis, rejected by 06.3-own
// With JUSTID, Redis does not count the claim.
  // #region 06.3-claim
    const [mine] = await client.xClaimJustId(stream, group, name, idleMs, id)
    const [message] = mine ? ((await client.xRange(stream, id, id)) ?? []) : []
    return message?.message
  // #endregion
