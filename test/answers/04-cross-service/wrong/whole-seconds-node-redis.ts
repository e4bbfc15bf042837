// node-redis, rejected by 04.2-lease
// The lease is rounded up to whole seconds.
    // #region 04.2-claim
    const token = randomUUID()
    const answer = await redis.set(key, token, { condition: 'NX', expiration: { type: 'EX', value: Math.ceil(leaseMs / 1000) } })
    return answer !== null ? token : undefined
    // #endregion
