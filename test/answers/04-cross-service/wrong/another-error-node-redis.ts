// node-redis, rejected by 04.8-refused
// It replaces Redis's error with one that explains nothing.
    // #region 04.2-claim
    const token = randomUUID()
    const options = { condition: 'NX', expiration: { type: 'PX', value: leaseMs } } as const
    const reply = await redis.set(key, token, options).catch(() => {
      throw new Error('claim failed')
    })
    return reply === null ? undefined : token
    // #endregion
