// event-bus, rejected by 05.7-bus
// The second close() resolves at once, although the first one is still waiting.
    // #region 05.7-closeBus
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#inFlight.drained(CLOSE_MS)
    // #endregion
