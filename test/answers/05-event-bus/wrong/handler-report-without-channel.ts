// event-listener, rejected by 05.7-bounded
// The report has the namespace instead of the channel.
    // #region 05.7-end
    const { drainMs = DRAIN_MS, report, namespace } = this.#options
    for (const { about } of await this.#receiver.calls.drained(drainMs)) {
      report({ kind: 'handler', error: new Error(`not ended: ${about}`), channel: namespace })
    }
    // #endregion
