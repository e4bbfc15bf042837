// in-flight, rejected by 05.7-bounded
// One handler that hangs, and the program never ends.
    // #region 05.7-drained
    void ms
    if (items.size > 0) await new Promise<void>((resolve) => whenEmpty.push(resolve))
    // #endregion
