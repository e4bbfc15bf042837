// event-listener, rejected by 05.2-close-unconfirmed
// What waits is not begun any more, but what comes after the end is handed over: the handlers are kept.
    // #region 05.2-fields
    readonly #channels = new Map<string, Topic>()
    readonly #patterns = new Map<string, Topic>()
    #isOver = false
    // #endregion

    // #region 05.6-isWanted
    return !this.#isOver && this.#wanting(channel).has(handler)
    // #endregion

    // #region 05.2-forget
    this.#isOver = true
    // #endregion
