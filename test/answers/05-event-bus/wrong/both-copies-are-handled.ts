// receiver, rejected by 05.4-once, 05.4-lost and 05.5-answer-lost
// Nobody looks at the ids.
    // #region 05.4-isRepeated
    void id
    return false
    // #endregion
