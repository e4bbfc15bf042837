// event-listener, rejected by 05.2-unconfirmed
// Whoever calls off() is told that Redis did not confirm it, and most do not listen.
    // #region 05.2-fields
    readonly #channels = new Map<string, Set<AnyHandler>>()
    readonly #patterns = new Map<string, Topic>()
    // #endregion

    // #region 05.2-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#channels.get(channel) ?? new Set<AnyHandler>()
    this.#channels.set(channel, handlers.add(handler))
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    if (this.#closing !== undefined) await pubsub.unsubscribe(channel, this.#deliver)
    // #endregion

    // #region 05.2-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#channels.delete(channel)
    await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    // #endregion

    // #region 05.2-add
    async #add(topics: Map<string, Topic>, name: string, handler: AnyHandler, subscription: Subscription) {
      if (this.#closing !== undefined) throw new Error('closed')
      const topic = topics.get(name) ?? new Topic(subscription, this.#options.report, () => topics.delete(name))
      topics.set(name, topic)
      await topic.add(handler)
    }

    #wanting(channel: string): Iterable<AnyHandler> & { has(handler: AnyHandler): boolean } {
      const handlers = new Set(this.#channels.get(channel))
      for (const [pattern, topic] of this.#patterns) {
        if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
      }
      return handlers
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
    // #endregion

    // #region 05.2-end
    const { pubsub } = this.#options
    await within(
      CLOSE_WITHIN_MS,
      Promise.all([
        ...[...this.#channels.keys()].map((channel) => pubsub.unsubscribe(channel, this.#deliver)),
        ...[...this.#patterns.values()].map((topic) => topic.close()),
      ]),
    )
    // #endregion
