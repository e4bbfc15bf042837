// event-listener, rejected by 05.9-close-unconfirmed
// The handlers stay in their sets, so they are called after close() has resolved.
    // #region given-forget
    // #endregion
