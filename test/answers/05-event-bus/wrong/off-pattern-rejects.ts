// event-listener, rejected by 05.4-unconfirmed
// The end of a name is safe, and the end of a pattern is not.
    // #region 05.4-offPattern
    const full = literally(this.#options.namespace) + pattern
    const topic = this.#patterns.get(full)
    if (!topic?.handlers.has(handler)) return
    topic.handlers = new Set([...topic.handlers].filter((one) => one !== handler))
    if (topic.handlers.size > 0) return
    this.#patterns.delete(full)
    await this.#options.pubsub.punsubscribe(full, this.#deliver)
    // #endregion
