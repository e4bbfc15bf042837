// node-redis, rejected by 06.5-once
// Each consumer that sees the entry on the list moves it.
  // #region 06.3-claim
    const [line] = await client.xPendingRange(stream, group, id, id, 1)
    if ((line?.deliveriesCounter ?? 0) >= options.maxAttempts) {
      const [left] = (await client.xRange(stream, id, id)) ?? []
      return left?.message
    }
    const [message] = await client.xClaim(stream, group, name, idleMs, id)
    return message?.message
  // #endregion
