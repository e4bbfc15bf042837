// event-listener, rejected by 05.7-waits
// close() clears the handlers first, so events in queues are lost.
    // #region given-end
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await within(CLOSE_MS, Promise.all(ending))
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
