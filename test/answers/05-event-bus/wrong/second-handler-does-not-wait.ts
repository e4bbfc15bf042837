// event-listener, rejected by 05.2-acknowledged
// on() returns early if the channel has a set, although Redis hasn't confirmed yet.
    // #region given-on
    const handlers = this.#channels.get(channel)
    if (handlers && handlers.size > 0) {
      handlers.add(handler)
      return
    }
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion
