// ioredis, rejected by 04.2-lease
// Between the two commands the process may die, and the claim never ends.
    // #region 04.2-claim
    const token = randomUUID()
    if ((await redis.setnx(key, token)) === 0) return undefined
    await redis.pexpire(key, leaseMs)
    return token
    // #endregion
