// event-listener, rejected by 05.2-off
// Removing a handler that was never added ends the subscription of the others.
    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#channels.get(channel) ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers.add(handler))
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    if (this.#closing !== undefined) await pubsub.unsubscribe(channel, this.#deliver)
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    handlers?.delete(handler)
    await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    if (handlers && handlers.size > 1) await this.#options.pubsub.subscribe(channel, this.#deliver)
    // #endregion
