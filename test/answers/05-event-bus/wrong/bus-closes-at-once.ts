// event-bus, rejected by 05.7-bus
// close() doesn't wait for events in flight.
    // #region 05.7-closeBus
    void CLOSE_MS
    this.#isClosed = true
    // #endregion
