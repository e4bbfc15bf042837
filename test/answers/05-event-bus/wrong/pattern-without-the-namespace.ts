// event-listener, rejected by 05.4-pattern
// The pattern is given to Redis as it is, and matches no channel of this program.
    // #region 05.4-onPattern
    void full
    await this.#add(this.#patterns, pattern, handler, () => pubsub.psubscribe(pattern, this.#deliver))
    // #endregion
