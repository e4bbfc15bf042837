// event-listener, rejected by 05.2-at-once
// Two calls both find no set, and the second set replaces the first.
    // #region given-on
    if (this.#closing !== undefined) throw new Error('closed')
    const known = this.#channels.get(channel)
    await pubsub.subscribe(channel, this.#deliver)
    if (this.#closing !== undefined) await this.#unsubscribe(this.#channels, channel)
    if (known) known.add(handler)
    else this.#channels.set(channel, new Set([handler]))
    // #endregion
