// ioredis, rejected by 04.8-refused
// If Redis refuses, it resolves with false, as if the claim were gone.
    // #region 04.3-release
    const count = await redis.eval(RELEASE, 1, key, token).catch(() => 0)
    return count === 1
    // #endregion
