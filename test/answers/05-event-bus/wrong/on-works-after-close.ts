// event-listener, rejected by 05.2-close
// on() subscribes after close(), and that subscription never ends.
    // #region given-on
    const handlers = this.#channels.get(channel) ?? new Set()
    this.#channels.set(channel, handlers.add(handler))
    await pubsub.subscribe(channel, this.#deliver)
    // #endregion
