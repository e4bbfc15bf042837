// event-listener, rejected by 05.6-still-wanted
// off() notes that the handler is gone, although it was added for a pattern, too.
    // #region 05.2-fields
    readonly #channels = new Map<string, Topic>()
    readonly #patterns = new Map<string, Topic>()
    readonly #gone = new WeakSet<AnyHandler>()
    #isOver = false
    // #endregion

    // #region 05.2-on
    this.#gone.delete(handler)
    await this.#add(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
    // #endregion

    // #region 05.2-off
    this.#gone.add(handler)
    await this.#channels.get(this.#options.namespace + event)?.remove(handler)
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
