// event-listener, rejected by 05.4-pattern
// One pattern for all, and the table is looked into afterwards: every event of the program comes.
    // #region 05.4-onPattern
    const everything = `${literally(namespace)}*`
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(everything, this.#deliver))
    // #endregion
