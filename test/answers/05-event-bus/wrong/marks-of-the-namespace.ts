// event-listener, rejected by 05.4-marks
// A star in the namespace matches the channels of other programs.
    // #region 05.4-onPattern
    void full
    const wide = namespace + pattern
    await this.#add(this.#patterns, wide, handler, {
      begin: () => pubsub.psubscribe(wide, this.#deliver),
      end: () => pubsub.punsubscribe(wide, this.#deliver),
    })
    // #endregion

    // #region 05.4-offPattern
    await this.#patterns.get(this.#options.namespace + pattern)?.remove(handler)
    // #endregion
