// event-listener, rejected by 05.2-again
// The same handler counts for each on(), so one off() leaves it and the subscription.
    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #counts = new Map<string, Map<AnyHandler, number>>()
    // #endregion

    // #region given-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    const counts = this.#counts.get(channel) ?? new Map<AnyHandler, number>()
    this.#counts.set(channel, counts.set(handler, (counts.get(handler) ?? 0) + 1))
    // #endregion

    // #region given-off
    const channel = this.#options.namespace + event
    const count = (this.#counts.get(channel)?.get(handler) ?? 1) - 1
    this.#counts.get(channel)?.set(handler, count)
    if (count <= 0) await this.#remove(this.#channels, channel, handler)
    // #endregion
