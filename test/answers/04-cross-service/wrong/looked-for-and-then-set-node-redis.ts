// node-redis, rejected by 04.2-claim
// Two replicas can find the key free, and both set it.
    // #region 04.2-claim
    if (await redis.exists(key)) return undefined
    const token = randomUUID()
    await redis.set(key, token, { expiration: { type: 'PX', value: leaseMs } })
    return token
    // #endregion
