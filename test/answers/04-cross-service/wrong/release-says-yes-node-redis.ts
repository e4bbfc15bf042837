// node-redis, rejected by 04.3-release
// It always resolves with true.
    // #region 04.3-release
    await redis.eval(RELEASE, { keys: [key], arguments: [token] })
    return true
    // #endregion
