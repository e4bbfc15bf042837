// event-listener, rejected by 05.7-at-once
// A drainMs of 0 counts as missing.
    // #region 05.7-end
    const { report } = this.#options
    for (const { about } of await this.#receiver.calls.drained(this.#options.drainMs || DRAIN_MS)) {
      report({ kind: 'handler', error: new Error('The handler had not ended.'), channel: about })
    }
    // #endregion
