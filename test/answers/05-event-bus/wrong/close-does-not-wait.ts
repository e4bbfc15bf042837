// event-listener, rejected by 05.7-waits, 05.7-bounded
// Handlers at work are left to themselves.
    // #region 05.7-end
    void DRAIN_MS
    // #endregion
