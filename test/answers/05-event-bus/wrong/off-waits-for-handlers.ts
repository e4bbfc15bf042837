// event-listener, rejected by 05.6-off
// off() waits until the running handlers have finished, which may be never.
    // #region given-off
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    await this.#receiver.calls.drained(60_000)
    // #endregion
