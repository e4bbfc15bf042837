// node-redis, rejected by 04.2-claim
// The value is of no interest, as long as there is one.
    // #region 04.2-claim
    const answer = await redis.set(key, '1', { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })
    return answer === null ? undefined : '1'
    // #endregion
