// event-listener, rejected by 05.4-changing
// As in lesson 02, one subscription is chosen for each handler; what is on its way when the choice changes is lost or comes twice.
    // #region 05.4-isRepeated
    void id
    return false
    // #endregion

    // #region 05.2-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#byName))
    // #endregion

    // #region 05.4-onPattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#byPattern(full)))
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
        all === this.#channels ? pubsub.unsubscribe(name, this.#byName) : pubsub.punsubscribe(name, this.#byPattern(name))
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

    readonly #takers = new Map<string, (text: string, channel: string) => void>()

    #byPattern(full: string): (text: string, channel: string) => void {
      const known = this.#takers.get(full)
      const take = known ?? ((text, channel) => void this.#take(text, channel, this.#chosenBy(full, channel)))
      this.#takers.set(full, take)
      return take
    }

    /** Those of a pattern who have neither the name nor a pattern that was added before. */
    #chosenBy(full: string, channel: string): AnyHandler[] {
      const named = this.#channels.get(channel)
      const first = (handler: AnyHandler) =>
        [...this.#patterns].find(([pattern, handlers]) => handlers.has(handler) && matches(pattern, channel))?.[0]
      const handlers = [...(this.#patterns.get(full) ?? [])]
      return handlers.filter((handler) => !named?.has(handler) && first(handler) === full)
    }
    // #endregion
