// event-listener
// Arrays of handlers, which are replaced with each change. Each on() subscribes again.
    // #region given-fields
    readonly #channels = new Map<string, AnyHandler[]>()
    readonly #patterns = new Map<string, AnyHandler[]>()

    async #join(all: Map<string, AnyHandler[]>, name: string, handler: AnyHandler, subscribe: () => Promise<void>): Promise<void> {
      if (this.#closing !== undefined) throw new Error('closed')
      const isNew = !all.get(name)?.includes(handler)
      if (isNew) all.set(name, [...(all.get(name) ?? []), handler])
      try {
        await subscribe()
      } catch (error) {
        if (isNew) await this.#leave(all, name, handler)
        throw error
      }
    }

    async #leave(all: Map<string, AnyHandler[]>, name: string, handler: AnyHandler): Promise<void> {
      const handlers = all.get(name) ?? []
      const others = handlers.filter((one) => one !== handler)
      if (others.length === handlers.length) return
      if (others.length > 0) return void all.set(name, others)
      all.delete(name)
      await this.#unsubscribe(all, name)
    }
    // #endregion

    // #region given-on
    await this.#join(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion

    // #region given-off
    await this.#leave(this.#channels, this.#options.namespace + event, handler)
    // #endregion

    // #region given-onPattern
    await this.#join(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
    // #endregion

    // #region given-offPattern
    await this.#leave(this.#patterns, literally(this.#options.namespace) + pattern, handler)
    // #endregion

    // #region given-unsubscribe
    async #unsubscribe(all: unknown, name: string): Promise<void> {
      const { pubsub } = this.#options
      const ending =
        all === this.#channels ? pubsub.unsubscribe(name, this.#deliver) : pubsub.punsubscribe(name, this.#deliver)
    // #endregion

    // #region given-wanting
    const sets = (lists: Map<string, AnyHandler[]>) => new Map([...lists].map(([name, list]) => [name, new Set(list)]))
    return handlersFor(channel, sets(this.#channels), sets(this.#patterns))
    // #endregion
