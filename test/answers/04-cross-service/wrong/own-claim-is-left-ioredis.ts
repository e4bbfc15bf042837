// ioredis, rejected by 04.7-resent
// ioredis has sent SET again, which finds the claim that it has made itself.
    // #region 04.7-isOurs
    void [key, token]
    return false
    // #endregion
