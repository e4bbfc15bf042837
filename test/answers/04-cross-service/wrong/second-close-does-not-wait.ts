// in-flight, rejected by 04.4-in-flight
// A second call resolves at once.
    // #region 04.4-end
    if (ended) return Promise.resolve()
    ended = endOnce(stop)
    return ended
    // #endregion
