// event-listener, rejected by 05.6-off
// A handler that is still there for another event receives the queued event of this one.
  // #region given-constructor
  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#receiver = new Receiver(options, (channel) => {
      const wanting = this.#wanting(channel)
      for (const handlers of this.#channels.values()) for (const handler of handlers) wanting.add(handler)
      return wanting
    })
  }
  // #endregion
