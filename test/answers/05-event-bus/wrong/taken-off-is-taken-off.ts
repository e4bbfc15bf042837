// event-listener, rejected by 05.6-still-wanted
// off() notes that the handler is gone, although it was added for a pattern, too.
    // #region 05.2-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #gone = new WeakSet<AnyHandler>()
    #isOver = false
    // #endregion

    // #region 05.2-on
    this.#gone.delete(handler)
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion

    // #region 05.2-off
    this.#gone.add(handler)
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion

    // #region 05.6-isWanted
    void channel
    return !this.#gone.has(handler) && !this.#isOver
    // #endregion

    // #region 05.2-forget
    this.#isOver = true
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
