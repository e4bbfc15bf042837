// event-listener, rejected by 05.4-pattern
// One pattern for all, and the table is looked into afterwards: every event of the program comes.
    // #region 05.4-onPattern
    await this.#add(this.#patterns, full, handler, {
      begin: () => pubsub.psubscribe(`${literally(namespace)}*`, this.#deliver),
      end: () => pubsub.punsubscribe(`${literally(namespace)}*`, this.#deliver),
    })
    // #endregion
