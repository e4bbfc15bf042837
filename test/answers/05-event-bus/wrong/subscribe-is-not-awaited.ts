// event-listener, rejected by 05.2-acknowledged
// on() is done before Redis has heard of it.
    // #region 05.2-on
    const added = this.#add(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
    added.catch(() => {})
    // #endregion
