// event-listener, rejected by 05.2-names
// An object has properties called constructor and toString from the start.
    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = (this.#byEvent[event] ??= new Set<AnyHandler>())
    handlers.add(handler)
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion

    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #byEvent: Record<string, Set<AnyHandler>> = {}
    // #endregion

    // #region given-off
    this.#byEvent[event]?.delete(handler)
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
