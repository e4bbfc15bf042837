// in-flight, rejected by 04.4-grace
// Each call of close() ends the service once more.
    // #region 04.4-end
    ended = endOnce(stop)
    return ended
    // #endregion
