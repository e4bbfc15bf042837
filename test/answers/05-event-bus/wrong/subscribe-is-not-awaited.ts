// event-listener, rejected by 05.2-acknowledged
// on() resolves before Redis has received the subscription.
    // #region given-on
    const added = this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    added.catch(() => {})
    // #endregion
