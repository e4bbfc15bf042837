// event-listener, rejected by 05.7-bounded
// What has not ended is dropped without a word.
    // #region 05.7-end
    await this.#receiver.drained(this.#options.drainMs ?? DRAIN_MS)
    // #endregion
