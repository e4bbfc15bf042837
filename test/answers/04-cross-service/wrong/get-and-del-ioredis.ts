// ioredis, rejected by 04.3-release-at-once
// Between GET and DEL, another replica can claim the key.
    // #region 04.3-release
    if ((await redis.get(key)) !== token) return false
    return (await redis.del(key)) === 1
    // #endregion
