// event-listener, rejected by 05.6-off-beside
// off() drops the queues of the handler, so the next event of a key overtakes the one that is running.
    // #region 05.2-off
    this.#turns.delete(handler)
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
