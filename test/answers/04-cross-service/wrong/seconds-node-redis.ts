// node-redis, rejected by 04.2-lease
// It passes milliseconds to EX, which takes seconds.
    // #region 04.2-claim
    const token = randomUUID()
    const answer = await redis.set(key, token, { condition: 'NX', expiration: { type: 'EX', value: leaseMs } })
    return answer === null ? undefined : token
    // #endregion
