// event-listener, rejected by 05.9-close-unconfirmed
// The handlers are kept, so what comes after close() has resolved is handed over.
    // #region given-forget
    // #endregion
