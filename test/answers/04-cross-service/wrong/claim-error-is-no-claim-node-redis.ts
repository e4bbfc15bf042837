// node-redis, rejected by 04.8-refused
// When Redis refuses the claim, it counts as taken by another replica.
    // #region 04.2-claim
    const token = randomUUID()
    try {
      const reply = await redis.set(key, token, { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })
      return reply === null ? undefined : token
    } catch {
      return undefined
    }
    // #endregion
