// in-flight, rejected by 05.7-bounded
// A handler that hangs keeps the program running.
    // #region 05.7-drained
    void ms
    if (items.size > 0) await new Promise<void>((resolve) => whenEmpty.push(resolve))
    // #endregion
