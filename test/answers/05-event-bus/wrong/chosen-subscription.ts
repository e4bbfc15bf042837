// event-listener, rejected by 05.4-changing
// As in lesson 02, one subscription is chosen for each handler; what is on its way when the choice changes is lost or comes twice.
    // #region 05.4-isRepeated
    void id
    return false
    // #endregion

    // #region 05.2-on
    await this.#add(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#byName),
      end: () => pubsub.unsubscribe(channel, this.#byName),
    })
    // #endregion

    // #region 05.4-onPattern
    const take = (text: string, channel: string) => this.#take(text, channel, this.#chosenBy(full, channel))
    await this.#add(this.#patterns, full, handler, {
      begin: () => pubsub.psubscribe(full, take),
      end: () => pubsub.punsubscribe(full, take),
    })
    // #endregion

    // #region 05.2-add
    async #add(topics: Map<string, Topic>, name: string, handler: AnyHandler, subscription: Subscription) {
      if (this.#closing !== undefined) throw new Error('closed')
      const topic = topics.get(name) ?? new Topic(subscription, this.#options.report, () => topics.delete(name))
      topics.set(name, topic)
      await topic.add(handler)
    }

    #wanting(channel: string): Set<AnyHandler> {
      const handlers = new Set(this.#channels.get(channel)?.handlers)
      for (const [pattern, topic] of this.#patterns) {
        if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
      }
      return handlers
    }

    readonly #byName = (text: string, channel: string) =>
      this.#take(text, channel, [...(this.#channels.get(channel)?.handlers ?? [])])

    /** Those of a pattern who have neither the name nor a pattern that was added before. */
    #chosenBy(full: string, channel: string): AnyHandler[] {
      const named = this.#channels.get(channel)?.handlers
      const first = (handler: AnyHandler) =>
        [...this.#patterns].find(([pattern, { handlers }]) => handlers.has(handler) && matches(pattern, channel))?.[0]
      const handlers = [...(this.#patterns.get(full)?.handlers ?? [])]
      return handlers.filter((handler) => !named?.has(handler) && first(handler) === full)
    }
    // #endregion
