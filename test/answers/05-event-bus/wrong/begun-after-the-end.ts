// event-listener, rejected by 05.7-bounded
// A queued event is handled although the listener is closed.
    // #region given-forget
    // #endregion
