// node-redis
// It sends SET and GET in a transaction: a replica that reads its own token has the claim.
    // #region 04.2-claim
    const token = `${process.pid} ${randomUUID()}`
    const options = { condition: 'NX', expiration: { type: 'PX', value: leaseMs } } as const
    const replies = await redis.multi().set(key, token, options).get(key).exec()
    return String(replies[1]) === token ? token : undefined
    // #endregion
