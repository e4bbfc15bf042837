// event-listener, rejected by 05.7-waits
// Events that arrive by a pattern alone are not waited for.
    // #region given-onPattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
    // #endregion

  // #region given-constructor
  constructor(options: ListenerOptions<E>) {
    this.#options = options
  this.#receiver = new Receiver(options, (channel) => this.#wanting(channel))
  this.#byPattern = new Receiver(options, (channel) => this.#wanting(channel))
  }
  // #endregion

  // #region given-fields
  readonly #channels: Handlers = new Map()
  readonly #patterns: Handlers = new Map()
  readonly #byPattern: Receiver
  // #endregion

  // #region given-deliver
  readonly #deliver = (text: string, channel: string) => {
    const named = this.#channels.get(channel)
    const wanting = [...this.#wanting(channel)]
    void this.#receiver.take(text, channel, wanting.filter((handler) => named?.has(handler)))
    void this.#byPattern.take(text, channel, wanting.filter((handler) => !named?.has(handler)))
  }
  // #endregion
