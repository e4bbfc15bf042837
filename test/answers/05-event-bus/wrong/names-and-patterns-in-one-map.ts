// event-listener, rejected by 05.4-off
// The name order:* and the pattern order:* are taken for one.
    // #region given-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns = this.#channels
    // #endregion
