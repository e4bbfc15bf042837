// ioredis, rejected by 04.2-lease
// If the process crashes between the two commands, the claim never expires.
    // #region 04.2-claim
    const token = randomUUID()
    if ((await redis.setnx(key, token)) === 0) return undefined
    await redis.pexpire(key, leaseMs)
    return token
    // #endregion
