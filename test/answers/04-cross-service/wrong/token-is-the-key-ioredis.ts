// ioredis, rejected by 04.3-release
// The token is the key, so a later claim has the same token.
    // #region 04.2-claim
    const token = `token of ${key}`
    const reply = await redis.set(key, token, 'PX', leaseMs, 'NX')
    return reply !== null ? token : undefined
    // #endregion
