// node-redis
// It uses scripts instead of SET with NX and MULTI.
  // #region 04.2-claim
    const token = `${process.pid}-${randomUUID()}`
    const answer = await redis.eval(
      `if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
       redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
       return 1`,
      { keys: [key], arguments: [token, String(leaseMs)] },
    )
    return answer === 1 ? token : undefined
  // #endregion
  // #region 04.5-saveAndPublish
    const { id, name, email, passwordHash } = user
    const count = await redis.eval(
      `redis.call('HSET', KEYS[1], 'id', ARGV[3], 'name', ARGV[4], 'email', ARGV[5], 'passwordHash', ARGV[6])
       return redis.call('PUBLISH', ARGV[1], ARGV[2])`,
      { keys: [keyOf(id)], arguments: [channel, text, id, name, email, passwordHash] },
    )
    return Number(count)
  // #endregion
