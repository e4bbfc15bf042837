// event-listener, rejected by 05.2-close-unconfirmed
// The handlers are kept, so what comes after close() has resolved is handed over.
    // #region 05.2-forget
    // #endregion
