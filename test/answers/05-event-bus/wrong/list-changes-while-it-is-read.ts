// event-listener, rejected by 05.2-during
// Handlers remove themselves from the array that is being looped over.
    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #lists = new Map<string, AnyHandler[]>()
    // #endregion

    // #region given-on
    const list = this.#lists.get(channel) ?? []
    this.#lists.set(channel, list)
    if (!list.includes(handler)) list.push(handler)
    try {
      await this.#add(this.#channels, channel, handler, () =>
        pubsub.subscribe(channel, (text, from) => this.#receiver.take(text, from, list)),
      )
    } catch (error) {
      list.splice(list.indexOf(handler), 1)
      throw error
    }
    // #endregion

    // #region given-off
    const list = this.#lists.get(this.#options.namespace + event) ?? []
    if (list.includes(handler)) list.splice(list.indexOf(handler), 1)
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
