// event-bus, rejected by 05.7-bus
// Events are emitted into a program that ends.
    // #region 05.7-closeBus
    void CLOSE_MS
    // #endregion
