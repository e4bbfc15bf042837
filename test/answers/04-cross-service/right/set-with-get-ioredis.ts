// ioredis
// SET with GET says in one command who has the claim: no one before, or ourselves after a lost reply.
    // #region 04.2-claim
    const token = randomUUID()
    const holder = (await redis.call('SET', key, token, 'PX', leaseMs, 'NX', 'GET')) as string | null
    return holder === null || holder === token ? token : undefined
    // #endregion
