// ioredis
// SET with GET returns the previous token: none for a new claim, or its own after a lost reply.
    // #region 04.2-claim
    const token = randomUUID()
    const holder = (await redis.call('SET', key, token, 'PX', leaseMs, 'NX', 'GET')) as string | null
    return holder === null || holder === token ? token : undefined
    // #endregion
