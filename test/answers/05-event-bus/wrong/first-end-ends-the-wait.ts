// in-flight, rejected by 05.7-waits
// The first handler that finishes ends the wait.
    // #region 05.7-endOf
    items.delete(item)
    for (const tell of whenEmpty.splice(0)) tell()
    // #endregion
