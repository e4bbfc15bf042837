// event-listener, rejected by 05.9-unconfirmed-pattern
// off() is safe, but offPattern() rejects.
    // #region given-offPattern
    const full = literally(this.#options.namespace) + pattern
    const handlers = this.#patterns.get(full)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#patterns.delete(full)
    await this.#options.pubsub.punsubscribe(full, this.#deliver)
    // #endregion
