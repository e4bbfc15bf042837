// ioredis, rejected by 04.8-refused
// If Redis refuses the claim, it treats the event as claimed by another replica.
    // #region 04.2-claim
    const token = randomUUID()
    const reply = await redis.set(key, token, 'PX', leaseMs, 'NX').catch(() => null)
    return reply === null ? undefined : token
    // #endregion
