// event-listener, rejected by 05.7-bounded
// What has not ended is given up, and nobody hears of it.
    // #region 05.7-end
    await this.#receiver.drained(this.#options.drainMs ?? DRAIN_MS)
    // #endregion
