// receiver, rejected by 05.6-off
// The handler is still there for another event, so it gets what waits of this one.
    // #region 05.6-isWanted
    void channel
    return [...this.#channels.values(), ...this.#patterns.values()].some((handlers) => handlers.has(handler))
    // #endregion
