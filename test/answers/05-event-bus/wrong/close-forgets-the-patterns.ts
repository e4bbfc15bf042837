// event-listener, rejected by 05.9-refused-pattern
// close() ends the subscriptions of channels only.
    // #region given-end
    const ending = [...this.#channels.keys()].map((name) => this.#unsubscribe(this.#channels, name))
    await within(CLOSE_MS, Promise.all(ending))
    // #endregion
