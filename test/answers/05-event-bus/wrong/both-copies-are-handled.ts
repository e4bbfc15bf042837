// receiver, rejected by 05.4-once, 05.4-lost and 05.5-answer-lost
// The IDs are ignored.
    // #region 05.4-isRepeated
    void id
    return false
    // #endregion
