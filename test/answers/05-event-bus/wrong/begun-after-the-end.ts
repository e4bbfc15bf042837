// event-listener, rejected by 05.7-bounded
// An event in a queue starts although the listener is closed.
    // #region given-forget
    // #endregion
