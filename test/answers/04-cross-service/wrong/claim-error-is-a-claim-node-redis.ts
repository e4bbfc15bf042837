// node-redis, rejected by 04.8-refused
// When Redis refuses the claim, the work is done all the same.
    // #region 04.2-claim
    const token = randomUUID()
    const options = { condition: 'NX', expiration: { type: 'PX', value: leaseMs } } as const
    const reply = await redis.set(key, token, options).catch(() => 'OK')
    return reply === null ? undefined : token
    // #endregion
