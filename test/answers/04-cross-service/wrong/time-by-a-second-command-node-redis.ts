// node-redis, rejected by 04.2-lease
// If the process crashes between the two commands, the claim never expires.
    // #region 04.2-claim
    const token = randomUUID()
    if ((await redis.setNX(key, token)) === 0) return undefined
    await redis.pExpire(key, leaseMs)
    return token
    // #endregion
