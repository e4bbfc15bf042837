// event-listener, rejected by 05.9-close-unconfirmed
// The error of unsubscribe() reaches the caller of close().
    // #region given-end
    const { pubsub } = this.#options
    const all = Promise.all([
      ...[...this.#channels.keys()].map((channel) => pubsub.unsubscribe(channel, this.#deliver)),
      ...[...this.#patterns.keys()].map((pattern) => pubsub.punsubscribe(pattern, this.#deliver)),
    ])
    await Promise.race([all, within(CLOSE_MS, all)])
    // #endregion
