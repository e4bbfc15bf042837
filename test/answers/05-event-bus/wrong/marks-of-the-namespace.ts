// event-listener, rejected by 05.4-marks
// A star in the namespace matches the channels of other programs.
    // #region given-onPattern
    void full
    const wide = namespace + pattern
    await this.#add(this.#patterns, wide, handler, () => pubsub.psubscribe(wide, this.#deliver))
    // #endregion

    // #region given-offPattern
    await this.#remove(this.#patterns, this.#options.namespace + pattern, handler)
    // #endregion
