// event-listener, rejected by 05.2-several and 05.2-off
// As in the tutorial: every on() subscribes with a function of its own, which nobody can take off again.
    // #region 05.2-on
    await pubsub.subscribe(channel, (text, from) => this.#receiver.take(text, from, [handler]))
    // #endregion

    // #region 05.2-off
    void handler
    // #endregion
