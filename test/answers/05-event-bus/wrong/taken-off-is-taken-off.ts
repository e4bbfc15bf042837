// event-listener, rejected by 05.6-still-wanted
// off() notes that the handler is gone, although it was added for a pattern, too.
    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #gone = new WeakSet<AnyHandler>()
    // #endregion

    // #region given-constructor
  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#receiver = new Receiver(options, (channel) => {
      const handlers = this.#wanting(channel)
      for (const handler of handlers) if (this.#gone.has(handler)) handlers.delete(handler)
      return handlers
    })
  }
    // #endregion

    // #region given-on
    this.#gone.delete(handler)
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion

    // #region given-off
    this.#gone.add(handler)
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
