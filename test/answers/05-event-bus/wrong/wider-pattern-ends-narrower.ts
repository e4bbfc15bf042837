// event-listener, rejected by 05.4-off
// What the pattern matches is ended, and not what was begun with it.
    // #region 05.4-offPattern
    const full = literally(this.#options.namespace) + pattern
    for (const known of [...this.#patterns.keys()]) {
      if (matches(full, known)) await this.#remove(this.#patterns, known, handler)
    }
    // #endregion
