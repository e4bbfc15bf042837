// node-redis, rejected by 04.2-claim
// All claims have the same token.
    // #region 04.2-claim
    const answer = await redis.set(key, '1', { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })
    return answer === null ? undefined : '1'
    // #endregion
