// event-listener, rejected by 05.2-acknowledged
// off() doesn't wait until Redis confirms UNSUBSCRIBE.
    // #region given-off
    void this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
