// event-listener, rejected by 05.7-away
// UNSUBSCRIBE is believed to get an answer always; while Redis is away there is none.
    // #region 05.2-end
    void [within, CLOSE_WITHIN_MS]
    const topics = [...this.#channels.values(), ...this.#patterns.values()]
    await Promise.all(topics.map((topic) => topic.close()))
    // #endregion
