// event-listener, rejected by 05.4-pattern
// The pattern lacks the namespace, so it matches no channel of this program.
    // #region given-onPattern
    void full
    await this.#add(this.#patterns, pattern, handler, () => pubsub.psubscribe(pattern, this.#deliver))
    // #endregion
