// event-listener, rejected by 05.4-once
// Nobody looks at the ids.
    // #region 05.4-isRepeated
    void id
    return false
    // #endregion
