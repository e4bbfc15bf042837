// event-listener, rejected by 05.6-off-beside
// off() makes a new receiver, whose queues are empty, so the next event of a key overtakes the one that is running.
  // #region given-options
  readonly #options: ListenerOptions<E>
  #receiver: Receiver
  readonly #confirmations = new Confirmations()
  #closing: Promise<void> | undefined
  // #endregion

    // #region given-off
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    this.#receiver = new Receiver(this.#options, (channel) => this.#wanting(channel))
    // #endregion
