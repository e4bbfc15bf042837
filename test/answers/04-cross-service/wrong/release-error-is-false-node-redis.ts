// node-redis, rejected by 04.8-refused
// An error of Redis is told as a claim that was gone.
    // #region 04.3-release
    const count = await redis.eval(RELEASE, { keys: [key], arguments: [token] }).catch(() => 0)
    return count === 1
    // #endregion
