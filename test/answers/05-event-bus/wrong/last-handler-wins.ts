// event-listener, rejected by 05.2-several and 05.2-lost
// The second handler replaces the first.
    // #region given-on
    this.#channels.get(channel)?.clear()
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion
