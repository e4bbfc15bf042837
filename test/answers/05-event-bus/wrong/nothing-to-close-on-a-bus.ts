// event-bus, rejected by 05.7-bus
// The bus emits events after close().
    // #region 05.7-closeBus
    void CLOSE_MS
    // #endregion
