// event-listener, rejected by 05.4-marks
// What stands before the star is compared, and all else is forgotten.
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
        all === this.#channels ? pubsub.unsubscribe(name, this.#deliver) : pubsub.punsubscribe(name, this.#deliver)
      await ending.catch((error: unknown) => report({ kind: 'connection', error }))
    }

    #wanting(channel: string): Set<AnyHandler> {
      const handlers = new Set(this.#channels.get(channel))
      for (const [pattern, ofPattern] of this.#patterns) {
        if (!(channel.startsWith(pattern.replaceAll('\\\\', '').split('*')[0] ?? ''))) continue
        for (const handler of ofPattern) handlers.add(handler)
      }
      return handlers
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
    // #endregion
