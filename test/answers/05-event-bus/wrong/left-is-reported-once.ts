// event-listener, rejected by 05.7-bounded
// One report for all handlers that are still running.
    // #region 05.7-end
    const { drainMs = DRAIN_MS, report } = this.#options
    const [left] = await this.#receiver.calls.drained(drainMs)
    if (left) report({ kind: 'handler', error: new Error('not ended'), channel: left.about })
    // #endregion
