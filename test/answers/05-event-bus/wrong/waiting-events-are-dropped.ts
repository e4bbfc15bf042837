// event-listener, rejected by 05.7-waits
// With the subscriptions the handlers are forgotten, and what waits for its turn is lost.
    // #region 05.2-end
    const topics = [...this.#channels.values(), ...this.#patterns.values()]
    await within(CLOSE_WITHIN_MS, Promise.all(topics.map((topic) => topic.close())))
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
