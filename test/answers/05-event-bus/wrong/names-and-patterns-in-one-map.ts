// event-listener, rejected by 05.4-off
// The name order:* and the pattern order:* share one set.
    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns = this.#channels
    // #endregion
