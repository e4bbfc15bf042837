// receiver, rejected by 05.6-off
// What waits for its turn comes in spite of off().
    // #region 05.6-isWanted
    void [handler, channel]
    return true
    // #endregion
