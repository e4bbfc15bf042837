// event-listener, rejected by 05.9-refused-beside
// A refusal removes even the handlers that were added before.
    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#channels.get(channel) ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers.add(handler))
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      this.#channels.delete(channel)
      throw error
    }
    if (this.#closing !== undefined) await pubsub.unsubscribe(channel, this.#deliver)
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    await this.#options.pubsub
      .unsubscribe(channel, this.#deliver)
      .catch((error: unknown) => this.#options.report({ kind: 'connection', error }))
    // #endregion
