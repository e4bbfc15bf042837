// event-listener, rejected by 05.4-pattern
// One pattern for everything: the listener receives every event, and filters afterwards.
    // #region given-onPattern
    const everything = `${literally(namespace)}*`
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(everything, this.#deliver))
    // #endregion
