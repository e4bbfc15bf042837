// event-listener, rejected by 05.9-refused-pattern
// on() removes a refused handler, but onPattern() doesn't.
    // #region given-onPattern
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#patterns.get(full) ?? new Set<AnyHandler>()
    this.#patterns.set(full, handlers.add(handler))
    await pubsub.psubscribe(full, this.#deliver)
    // #endregion
