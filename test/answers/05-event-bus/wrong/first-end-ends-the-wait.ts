// in-flight, rejected by 05.7-waits
// Whoever ends first ends the wait.
    // #region 05.7-endOf
    items.delete(item)
    for (const tell of whenEmpty.splice(0)) tell()
    // #endregion
