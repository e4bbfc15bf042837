// calls, rejected by 05.6-off
// An event in a queue reaches its handler in spite of off().
    // #region 05.6-isWanted
    void [handler, channel]
    return true
    // #endregion
