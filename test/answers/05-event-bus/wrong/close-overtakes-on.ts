// event-listener, rejected by 05.2-close
// An on() in flight subscribes after close().
    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    await null
    await null
    const handlers = this.#channels.get(channel) ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers.add(handler))
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    // #endregion
