// receiver, rejected by 05.4-once
// An id is remembered a turn later, so a copy that comes in the same piece is handled too.
    // #region 05.4-isRepeated
    const isNew = !this.#done.has(id)
    queueMicrotask(() => setImmediate(() => this.#done.add(id)))
    return !isNew
    // #endregion

    // #region given-fields
    readonly #inFlight = inFlight()
    readonly #turns = new WeakMap<AnyHandler, InOrder>()
    readonly #done = new Set<string>()
    // #endregion
