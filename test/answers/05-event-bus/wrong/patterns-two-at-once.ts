// event-listener, rejected by 05.4-at-once
// Two calls of onPattern() both find no set, and each makes one.
    // #region given-onPattern
    if (this.#closing !== undefined) throw new Error('closed')
    const known = this.#patterns.get(full)
    await pubsub.psubscribe(full, this.#deliver)
    if (known) known.add(handler)
    else this.#patterns.set(full, new Set([handler]))
    // #endregion
