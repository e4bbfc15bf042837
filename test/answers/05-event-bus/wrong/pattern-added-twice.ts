// event-listener, rejected by 05.4-at-once
// The same handler counts twice for the same pattern.
    // #region given-onPattern
    const isThere = this.#patterns.get(full)?.has(handler)
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
    if (isThere) this.#more.add(handler)
    // #endregion

    // #region given-offPattern
    if (this.#more.delete(handler)) return
    await this.#remove(this.#patterns, literally(this.#options.namespace) + pattern, handler)
    // #endregion

    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #more = new Set<AnyHandler>()
    // #endregion
