// receiver, rejected by 05.5-repeated
// IDs are remembered for one millisecond.
    // #region 05.4-isRepeated
    const now = Date.now()
    for (const [known, at] of this.#seen) if (now - at > 1) this.#seen.delete(known)
    const isKnown = this.#seen.has(id)
    this.#seen.set(id, now)
    return isKnown
    // #endregion

    // #region given-fields
    readonly #options: ListenerOptions<object>
    readonly #isNew: (id: string) => boolean
    readonly calls: Calls
    readonly #seen = new Map<string, number>()
    // #endregion
