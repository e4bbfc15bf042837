// event-listener, rejected by 05.9-refused-pattern
// A refusal is reported, and onPattern() resolves.
    // #region given-onPattern
    void this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver)).catch(
      (error: unknown) => this.#options.report({ kind: 'connection', error }),
    )
    // #endregion
