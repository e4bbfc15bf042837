// event-listener, rejected by 05.2-during
// A list that handlers take themselves out of, while it is gone through.
    // #region 05.2-fields
    readonly #channels = new Map<string, AnyHandler[]>()
    readonly #patterns = new Map<string, Topic>()
    // #endregion

    // #region 05.2-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#channels.get(channel) ?? []
    this.#channels.set(channel, handlers)
    if (!handlers.includes(handler)) handlers.push(handler)
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      handlers.splice(handlers.indexOf(handler), 1)
      throw error
    }
    // #endregion

    // #region 05.2-off
    const channel = this.#options.namespace + event
    const handlers = this.#channels.get(channel) ?? []
    const at = handlers.indexOf(handler)
    if (at < 0) return
    handlers.splice(at, 1)
    if (handlers.length === 0) await this.#options.pubsub.unsubscribe(channel, this.#deliver)
    // #endregion

    // #region 05.2-add
    async #add(topics: Map<string, Topic>, name: string, handler: AnyHandler, subscription: Subscription) {
      if (this.#closing !== undefined) throw new Error('closed')
      const topic = topics.get(name) ?? new Topic(subscription, this.#options.report, () => topics.delete(name))
      topics.set(name, topic)
      await topic.add(handler)
    }

    #wanting(channel: string): Set<AnyHandler> {
      return new Set(this.#channels.get(channel))
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#channels.get(channel) ?? [])
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
