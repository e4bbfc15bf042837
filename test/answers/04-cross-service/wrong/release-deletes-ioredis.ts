// ioredis, rejected by 04.3-release
// It deletes the key, even if another replica has the claim by now.
    // #region 04.3-release
    return (await redis.del(key)) === 1
    // #endregion
