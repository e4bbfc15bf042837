// event-listener, rejected by 05.2-several
// A Map from channel to handler: the second one takes the place of the first.
    // #region 05.2-add
    async #add(
      topics: Map<string, Topic>,
      name: string,
      handler: AnyHandler,
      subscription: Subscription,
    ): Promise<void> {
      if (this.#closing !== undefined) throw new Error('closed')
      const topic = topics.get(name) ?? new Topic(subscription, this.#options.report, () => topics.delete(name))
      topics.set(name, topic)
      topic.handlers = new Set()
      await topic.add(handler)
    }

    #wanting(channel: string): Set<AnyHandler> {
      const handlers = new Set(this.#channels.get(channel)?.handlers)
      for (const [pattern, topic] of this.#patterns) {
        if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
      }
      return handlers
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
    // #endregion
