// event-listener, rejected by 05.2-names
// An object seems to have handlers for events called constructor and toString.
    // #region 05.2-fields
    #channels: Record<string, Set<AnyHandler>> = {}
    readonly #patterns = new Map<string, Topic>()
    // #endregion

    // #region 05.2-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = (this.#channels[event] ??= new Set<AnyHandler>())
    handlers.add(handler)
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    // #endregion

    // #region 05.2-off
    const handlers = this.#channels[event]
    if (!handlers?.delete(handler) || handlers.size > 0) return
    delete this.#channels[event]
    await this.#options.pubsub.unsubscribe(this.#options.namespace + event, this.#deliver)
    // #endregion

    // #region 05.2-add
    async #add(topics: Map<string, Topic>, name: string, handler: AnyHandler, subscription: Subscription) {
      if (this.#closing !== undefined) throw new Error('closed')
      const topic = topics.get(name) ?? new Topic(subscription, this.#options.report, () => topics.delete(name))
      topics.set(name, topic)
      await topic.add(handler)
    }

    #wanting(channel: string): Set<AnyHandler> {
      const handlers = new Set(this.#channels[channel.slice(this.#options.namespace.length)])
      for (const [pattern, topic] of this.#patterns) {
        if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
      }
      return handlers
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
    // #endregion

    // #region 05.2-end
    const { pubsub, namespace } = this.#options
    const names = Object.keys(this.#channels)
    await within(CLOSE_WITHIN_MS, Promise.all(names.map((name) => pubsub.unsubscribe(namespace + name, this.#deliver))))
    await Promise.all([...this.#patterns.values()].map((topic) => topic.close()))
    // #endregion

    // #region 05.2-forget
    this.#channels = {}
    this.#patterns.clear()
    // #endregion
