// event-listener, rejected by 05.7-away
// close() rejects if Redis can't confirm.
    // #region given-end
    const { pubsub } = this.#options
    await Promise.all([
      within(0, Promise.resolve(CLOSE_MS)),
      ...[...this.#channels.keys()].map((channel) => pubsub.unsubscribe(channel, this.#deliver)),
      ...[...this.#patterns.keys()].map((pattern) => pubsub.punsubscribe(pattern, this.#deliver)),
    ])
    // #endregion
