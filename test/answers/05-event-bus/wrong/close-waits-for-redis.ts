// event-listener, rejected by 05.7-mute
// UNSUBSCRIBE is believed to get an answer always; while Redis is away there is none.
    // #region given-end
    void [within, CLOSE_MS]
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await Promise.all(ending)
    // #endregion
