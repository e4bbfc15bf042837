// event-listener, rejected by 05.2-close
// The handlers are forgotten, and the subscriptions stay.
    // #region given-end
    void within
    // #endregion
