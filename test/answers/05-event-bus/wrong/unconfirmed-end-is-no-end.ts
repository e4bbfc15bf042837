// event-listener, rejected by 05.9-unconfirmed
// If unsubscribing fails, the next on() assumes that Redis still has the subscription.
    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #active = new Set<string>()
    readonly #patterns: Handlers = new Map()
    // #endregion

    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#channels.get(channel) ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers.add(handler))
    try {
      if (!this.#active.has(channel)) await pubsub.subscribe(channel, this.#deliver)
      this.#active.add(channel)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    if (this.#closing !== undefined) await pubsub.unsubscribe(channel, this.#deliver)
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    try {
      await this.#options.pubsub.unsubscribe(channel, this.#deliver)
      this.#active.delete(channel)
    } catch (error) {
      this.#options.report({ kind: 'connection', error })
    }
    // #endregion
