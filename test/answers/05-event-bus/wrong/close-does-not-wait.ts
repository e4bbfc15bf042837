// event-listener, rejected by 05.7-waits, 05.7-bounded
// close() doesn't wait for handlers in flight.
    // #region 05.7-end
    void DRAIN_MS
    // #endregion
