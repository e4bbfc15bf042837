// ioredis, rejected by 04.2-lease
// The lease is rounded up to whole seconds.
    // #region 04.2-claim
    const token = randomUUID()
    const answer = await redis.set(key, token, 'EX', Math.ceil(leaseMs / 1000), 'NX')
    if (answer !== null) return token
    // #endregion
