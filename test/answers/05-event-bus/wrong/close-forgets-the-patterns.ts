// event-listener, rejected by 05.4-refused
// Names and patterns are ended by different commands.
    // #region 05.2-end
    const ending = [...this.#channels.keys()].map((name) => this.#unsubscribe(this.#channels, name))
    await within(CLOSE_WITHIN_MS, Promise.all(ending))
    // #endregion
