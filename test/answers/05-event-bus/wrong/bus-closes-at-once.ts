// event-bus, rejected by 05.7-bus
// What was emitted is not waited for.
    // #region 05.7-closeBus
    void CLOSE_MS
    this.#isClosed = true
    // #endregion
