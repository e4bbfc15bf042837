// ioredis, rejected by 04.2-claim
// Without NX the last one has it, and everybody believes to be the one.
    // #region 04.2-claim
    const token = randomUUID()
    const answer = await redis.set(key, token, 'PX', leaseMs)
    return answer === 'OK' ? token : undefined
    // #endregion
