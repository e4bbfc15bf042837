// event-listener, rejected by 05.9-unconfirmed
// A failed unsubscribe() is reported as the failure of a handler.
    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    await this.#options.pubsub
      .unsubscribe(channel, this.#deliver)
      .catch((error: unknown) => this.#options.report({ kind: 'handler', error, channel }))
    // #endregion
