// event-listener, rejected by 05.4-once
// The first copy reaches the handlers of its own subscription only, and the second copy is ignored.
    // #region given-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#byName))
    // #endregion

    // #region given-onPattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#byPattern))
    // #endregion

    // #region 05.9-unsubscribe
    await ending
    await (all === this.#channels ? pubsub.unsubscribe(name, this.#byName) : pubsub.punsubscribe(name, this.#byPattern))
    // #endregion

  // #region given-deliver
  readonly #deliver = () => {}

  readonly #byName = (text: string, channel: string) =>
    this.#receiver.take(text, channel, [...(this.#channels.get(channel) ?? [])])

  readonly #byPattern = (text: string, channel: string, pattern: string) =>
    this.#receiver.take(text, channel, [...(this.#patterns.get(pattern) ?? [])])
  // #endregion
