// event-listener, rejected by 05.2-acknowledged
// on() is done before Redis has heard of it.
    // #region 05.2-on
    const added = this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    added.catch(() => {})
    // #endregion
