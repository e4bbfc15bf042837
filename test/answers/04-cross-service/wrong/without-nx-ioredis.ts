// ioredis, rejected by 04.2-claim
// Without NX, every claim succeeds.
    // #region 04.2-claim
    const token = randomUUID()
    const answer = await redis.set(key, token, 'PX', leaseMs)
    return answer === 'OK' ? token : undefined
    // #endregion
