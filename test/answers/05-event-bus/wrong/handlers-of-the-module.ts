// event-listener, rejected by 05.2-beside
// Two listeners in one process share their handlers.
    // #region given-fields
    readonly #channels = ((globalThis as { handlersOfAll?: Map<string, Set<AnyHandler>> }).handlersOfAll ??= new Map<string, Set<AnyHandler>>())
    readonly #patterns: Handlers = new Map()
    // #endregion

    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#channels.get(channel) ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers.add(handler))
    await pubsub.subscribe(channel, this.#deliver)
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    // #endregion
