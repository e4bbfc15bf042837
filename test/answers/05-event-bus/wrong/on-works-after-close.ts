// event-listener, rejected by 05.2-close
// Who is closed subscribes again, and nobody ends it.
    // #region 05.2-on
    const topics = this.#channels
    const topic =
      topics.get(channel) ??
      new Topic(
        {
          begin: () => pubsub.subscribe(channel, this.#deliver),
          end: () => pubsub.unsubscribe(channel, this.#deliver),
        },
        this.#options.report,
        () => topics.delete(channel),
      )
    topics.set(channel, topic)
    await topic.add(handler)
    // #endregion
