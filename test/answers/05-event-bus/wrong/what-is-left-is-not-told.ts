// event-listener, rejected by 05.7-bounded
// Handlers that are still running are not reported.
    // #region 05.7-end
    await this.#receiver.calls.drained(this.#options.drainMs ?? DRAIN_MS)
    // #endregion
