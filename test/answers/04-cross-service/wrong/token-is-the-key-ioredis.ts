// ioredis, rejected by 04.3-release
// The token is the key: whoever claims it later has the same one.
    // #region 04.2-claim
    const token = `token of ${key}`
    const reply = await redis.set(key, token, 'PX', leaseMs, 'NX')
    return reply !== null ? token : undefined
    // #endregion
