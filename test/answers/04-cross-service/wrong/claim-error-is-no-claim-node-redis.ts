// node-redis, rejected by 04.8-refused
// If Redis refuses the claim, it treats the event as claimed by another replica.
    // #region 04.2-claim
    const token = randomUUID()
    try {
      const reply = await redis.set(key, token, { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })
      return reply === null ? undefined : token
    } catch {
      return undefined
    }
    // #endregion
