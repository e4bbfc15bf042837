// event-listener, rejected by 05.2-close
// close() clears the handlers, but leaves the subscriptions.
    // #region given-end
    void within
    // #endregion
