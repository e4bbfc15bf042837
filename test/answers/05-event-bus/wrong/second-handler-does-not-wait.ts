// event-listener, rejected by 05.2-acknowledged
// Who finds an entry believes that Redis has the subscription.
    // #region 05.2-on
    const topic = this.#channels.get(channel)
    if (topic && topic.handlers.size > 0) {
      topic.handlers = new Set(topic.handlers).add(handler)
      return
    }
    await this.#add(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
    // #endregion
