// event-listener, rejected by 05.7-whole-time
// close() has a limit of its own, and ignores drainMs.
    // #region 05.7-end
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#receiver.calls.drained(Math.min(drainMs, 1000))) {
      report({ kind: 'handler', error: new Error('The handler had not ended.'), channel: about })
    }
    // #endregion
