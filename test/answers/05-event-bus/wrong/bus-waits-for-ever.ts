// event-bus, rejected by 05.7-mute
// An event that Redis never confirms keeps close() waiting.
    // #region 05.7-closeBus
    this.#isClosed = true
    await this.#inFlight.drained(60_000)
    void CLOSE_MS
    // #endregion
