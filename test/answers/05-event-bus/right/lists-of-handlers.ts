// event-listener
// Handlers stand in arrays that are replaced with each change.
    // #region 05.2-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    // #endregion

// #region 05.2-Handlers
type Handlers = Map<string, readonly AnyHandler[]>
// #endregion

    // #region 05.2-add
    async #add(all: Handlers, name: string, handler: AnyHandler, subscribe: () => Promise<void>): Promise<void> {
      if (this.#closing !== undefined) throw new Error('closed')
      const isNew = !all.get(name)?.includes(handler)
      if (isNew) all.set(name, [...(all.get(name) ?? []), handler])
      try {
        await subscribe()
      } catch (error) {
        if (isNew) await this.#remove(all, name, handler)
        throw error
      }
    }

    async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
      const handlers = all.get(name) ?? []
      const others = handlers.filter((one) => one !== handler)
      if (others.length === handlers.length) return
      if (others.length > 0) return void all.set(name, others)
      all.delete(name)
      await this.#unsubscribe(all, name)
    }

    #unsubscribe(all: Handlers, name: string): Promise<void> {
      const { pubsub, report } = this.#options
      const end = all === this.#channels ? pubsub.unsubscribe : pubsub.punsubscribe
      return end.call(pubsub, name, this.#deliver).catch((error: unknown) => report({ kind: 'connection', error }))
    }

    #wanting(channel: string): Set<AnyHandler> {
      const fitting = [...this.#patterns].filter(([pattern]) => matches(pattern, channel))
      return new Set([...(this.#channels.get(channel) ?? []), ...fitting.flatMap(([, handlers]) => handlers)])
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
    // #endregion
