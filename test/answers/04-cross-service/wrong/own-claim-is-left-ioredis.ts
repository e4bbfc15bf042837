// ioredis, rejected by 04.7-resent
// ioredis sent SET again, which found its own claim, and it is taken for another replica's.
    // #region 04.7-claim
    return undefined
    // #endregion
