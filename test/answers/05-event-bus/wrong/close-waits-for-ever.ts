// in-hand, rejected by 05.7-bounded
// One handler that hangs, and the program never ends.
    // #region 05.7-drained
    void ms
    await Promise.allSettled([...works.keys()])
    // #endregion
