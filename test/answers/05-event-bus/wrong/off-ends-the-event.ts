// event-listener, rejected by 05.2-off
// off() unsubscribes although other handlers are left.
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
    if (!this.#channels.get(channel)?.delete(handler)) return
    await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    // #endregion
