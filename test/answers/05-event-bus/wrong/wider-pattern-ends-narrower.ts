// event-listener, rejected by 05.4-off
// offPattern() ends all patterns that its pattern matches.
    // #region 05.4-offPattern
    const full = literally(this.#options.namespace) + pattern
    for (const known of [...this.#patterns.keys()]) {
      if (matches(full, known)) await this.#remove(this.#patterns, known, handler)
    }
    // #endregion
