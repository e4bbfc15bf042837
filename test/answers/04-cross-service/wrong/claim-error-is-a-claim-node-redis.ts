// node-redis, rejected by 04.8-refused
// If Redis refuses the claim, it sends the email all the same.
    // #region 04.2-claim
    const token = randomUUID()
    const options = { condition: 'NX', expiration: { type: 'PX', value: leaseMs } } as const
    const reply = await redis.set(key, token, options).catch(() => 'OK')
    return reply === null ? undefined : token
    // #endregion
