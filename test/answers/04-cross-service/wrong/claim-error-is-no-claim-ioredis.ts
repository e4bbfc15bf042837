// ioredis, rejected by 04.8-refused
// When Redis refuses the claim, it counts as taken by another replica.
    // #region 04.2-claim
    const token = randomUUID()
    const reply = await redis.set(key, token, 'PX', leaseMs, 'NX').catch(() => null)
    return reply === null ? undefined : token
    // #endregion
