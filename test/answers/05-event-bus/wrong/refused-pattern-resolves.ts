// event-listener, rejected by 05.9-refused-pattern
// The error of the subscription is reported, and onPattern() says that all is well.
    // #region 05.4-onPattern
    void this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver)).catch(
      (error: unknown) => this.#options.report({ kind: 'connection', error }),
    )
    // #endregion
