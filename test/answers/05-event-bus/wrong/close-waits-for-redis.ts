// event-listener, rejected by 05.7-mute
// close() waits for UNSUBSCRIBE without a limit, and no reply comes while Redis is down.
    // #region given-end
    void [within, CLOSE_MS]
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await Promise.all(ending)
    // #endregion
