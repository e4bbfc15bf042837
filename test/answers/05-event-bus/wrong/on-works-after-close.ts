// event-listener, rejected by 05.2-close
// Who is closed subscribes again, and nobody ends it.
    // #region 05.2-on
    const handlers = this.#channels.get(channel) ?? new Set()
    this.#channels.set(channel, handlers.add(handler))
    await pubsub.subscribe(channel, this.#deliver)
    // #endregion
