// event-listener, rejected by 05.4-marks
// What stands before the star is compared, and all else is forgotten.
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
        if (!channel.startsWith(pattern.replaceAll('\\\\', '').split('*')[0] ?? '')) continue
        for (const handler of topic.handlers) handlers.add(handler)
      }
      return handlers
    }

    readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
    // #endregion
