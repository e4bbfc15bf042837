// receiver, rejected by 05.6-off
// A handler that is still there for another event receives the queued event of this one.
    // #region 05.6-isWanted
    void channel
    return [...this.#channels.values(), ...this.#patterns.values()].some((handlers) => handlers.has(handler))
    // #endregion
