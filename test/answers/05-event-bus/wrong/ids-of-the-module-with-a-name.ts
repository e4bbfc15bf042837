// event-bus, rejected by 05.1-envelope
// The IDs are long, but counted in the module: the next process starts at 1 again.
    // #region 05.1-emit
    const { id = `order-event-${nextId()}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion

    // #region 05.7-closeBus
    this.#isClosed = true
    await this.#inFlight.drained(CLOSE_MS)
  }
}

let ids = 0
function nextId(): number {
  ids += 1
  return ids
}
void class {
  unused(): void {
    void randomUUID
    // #endregion
