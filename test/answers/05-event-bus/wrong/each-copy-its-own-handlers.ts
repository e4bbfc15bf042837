// event-listener, rejected by 05.4-once
// The first copy reaches the handlers of its own subscription, and the second one is dropped for all.
    // #region 05.2-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#byName))
    // #endregion

    // #region 05.4-onPattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#byPattern))
    // #endregion

    // #region 05.2-add
    async #add(all: Handlers, name: string, handler: AnyHandler, subscribe: () => Promise<void>): Promise<void> {
      if (this.#closing !== undefined) throw new Error('closed')
      const handlers = all.get(name) ?? new Set()
      all.set(name, handlers.add(handler))
      try {
        await subscribe()
      } catch (error) {
        handlers.delete(handler)
        throw error
      }
    }

    async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
      const handlers = all.get(name)
      if (!handlers?.delete(handler) || handlers.size > 0) return
      all.delete(name)
      await this.#unsubscribe(all, name)
    }

    async #unsubscribe(all: Handlers, name: string): Promise<void> {
      const { pubsub, report } = this.#options
      const ending =
        all === this.#channels ? pubsub.unsubscribe(name, this.#byName) : pubsub.punsubscribe(name, this.#byPattern)
      await ending.catch((error: unknown) => report({ kind: 'connection', error }))
    }

    #wanting(channel: string): Set<AnyHandler> {
      const handlers = new Set(this.#channels.get(channel))
      for (const [pattern, ofPattern] of this.#patterns) {
        if (matches(pattern, channel)) for (const handler of ofPattern) handlers.add(handler)
      }
      return handlers
    }

    readonly #byName = (text: string, channel: string) =>
      this.#take(text, channel, [...(this.#channels.get(channel) ?? [])])

    readonly #byPattern = (text: string, channel: string, pattern: string) =>
      this.#take(text, channel, [...(this.#patterns.get(pattern) ?? [])])
    // #endregion
