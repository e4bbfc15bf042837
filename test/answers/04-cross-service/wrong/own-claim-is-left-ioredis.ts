// ioredis, rejected by 04.7-resent
// ioredis sent SET again, and it mistakes its own claim for another replica's.
    // #region 04.7-claim
    return undefined
    // #endregion
