// event-listener, rejected by 05.2-close-unconfirmed
// The error of unsubscribe() goes to whoever closes.
    // #region 05.2-end
    const { pubsub } = this.#options
    const all = Promise.all([
      ...[...this.#channels.keys()].map((channel) => pubsub.unsubscribe(channel, this.#deliver)),
      ...[...this.#patterns.keys()].map((pattern) => pubsub.punsubscribe(pattern, this.#deliver)),
    ])
    await Promise.race([all, within(CLOSE_WITHIN_MS, all)])
    // #endregion
