// node-redis, rejected by 04.8-refused
// If Redis refuses, it resolves with false, as if the claim were gone.
    // #region 04.3-release
    const count = await redis.eval(RELEASE, { keys: [key], arguments: [token] }).catch(() => 0)
    return count === 1
    // #endregion
