// event-bus, rejected by 05.7-bus
// It is closed already, so there is nothing to wait for, although the first close() waits still.
    // #region 05.7-closeBus
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#inFlight.drained(CLOSE_MS)
    // #endregion
