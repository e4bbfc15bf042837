// event-bus, rejected by 05.7-bus
// The bus is closed after the wait, so it accepts events in the meantime.
    // #region 05.7-closeBus
    await this.#inFlight.drained(CLOSE_MS)
    this.#isClosed = true
    // #endregion
