// event-listener, rejected by 05.2-off
// A handler that is removed from one event is removed from all.
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
    for (const [channel, handlers] of this.#channels) {
      if (!handlers.delete(handler) || handlers.size > 0) continue
      this.#channels.delete(channel)
      await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    }
    void event
    // #endregion
