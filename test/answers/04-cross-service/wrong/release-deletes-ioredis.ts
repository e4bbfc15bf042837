// ioredis, rejected by 04.3-release
// The key is deleted, whosever claim it is by now.
    // #region 04.3-release
    return (await redis.del(key)) === 1
    // #endregion
