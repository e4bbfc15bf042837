// event-listener, rejected by 05.9-refused
// Only the first handler subscribes. If that was refused, the next one doesn't try again.
    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const known = this.#channels.get(channel)
    const handlers = known ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers)
    if (!known) await pubsub.subscribe(channel, this.#deliver)
    handlers.add(handler)
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    // #endregion
