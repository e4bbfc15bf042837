// event-listener, rejected by 05.9-refused
// A refused handler is added with the next on().
    // #region given-on
    try {
      await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
      for (const one of this.#refused.get(channel) ?? []) this.#channels.get(channel)?.add(one)
    } catch (error) {
      this.#refused.set(channel, (this.#refused.get(channel) ?? new Set()).add(handler))
      throw error
    }
    // #endregion

    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #refused: Handlers = new Map()
    // #endregion
