// event-bus, rejected by 05.7-bus
// The bus is closed when all that was emitted is sent: until then it takes more.
    // #region 05.7-closeBus
    await this.#inFlight.drained(CLOSE_MS)
    this.#isClosed = true
    // #endregion
