// event-listener, rejected by 05.7-bounded
// What waited for its turn is begun although the listener is closed.
    // #region given-forget
    // #endregion
