// event-listener, rejected by 05.7-waits
// close() waits first, and events keep arriving in the meantime.
    // #region given-end
    void 0
    // #endregion

    // #region 05.7-end
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#receiver.calls.drained(drainMs)) {
      report({ kind: 'handler', error: new Error('not ended'), channel: about })
    }
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await within(CLOSE_MS, Promise.all(ending))
    // #endregion
