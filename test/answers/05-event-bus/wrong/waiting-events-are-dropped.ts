// event-listener, rejected by 05.7-waits
// With the subscriptions the handlers are forgotten, and what waits for its turn is lost.
    // #region given-end
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await within(CLOSE_MS, Promise.all(ending))
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
