// event-listener, rejected by 05.2-several and 05.2-off
// As in the tutorial, each on() subscribes another function, so no handler can be removed.
    // #region given-on
    await pubsub.subscribe(channel, (text, from) => this.#receiver.take(text, from, [handler]))
    // #endregion

    // #region given-off
    void handler
    // #endregion
