// receiver, rejected by 05.4-once
// An ID is remembered a turn later, so a copy in the same chunk is handled as well.
    // #region 05.4-isRepeated
    const isNew = !this.#done.has(id)
    queueMicrotask(() => setImmediate(() => this.#done.add(id)))
    return !isNew
    // #endregion

    // #region given-fields
    readonly #options: ListenerOptions<object>
    readonly #isNew: (id: string) => boolean
    readonly calls: Calls
    readonly #done = new Set<string>()
    // #endregion
