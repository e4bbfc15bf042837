// event-listener, rejected by 05.4-marks
// offPattern() doesn't escape the namespace, so its subscription never ends.
    // #region given-offPattern
    await this.#remove(this.#patterns, this.#options.namespace + pattern, handler)
    // #endregion
