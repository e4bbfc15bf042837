// event-listener, rejected by 05.7-failing
// The first handler that fails ends the wait for all others.
    // #region 05.2-fields
    readonly #channels: Handlers = new Map()
    readonly #patterns: Handlers = new Map()
    readonly #works = new Set<Promise<void>>()
    // #endregion

    // #region 05.3-hand
    for (const handler of handlers) {
      const work = this.#run(handler, arrival)
      this.#works.add(work)
      work.finally(() => this.#works.delete(work)).catch(() => {})
    }
    // #endregion

    // #region 05.3-guarded
    try {
      await handler(event.data as never, event as never)
    } catch (error) {
      this.#options.report({ kind: 'handler', error, channel })
      throw error
    }
    // #endregion

    // #region 05.7-end
    const { drainMs = DRAIN_MS, report } = this.#options
    let isOver = false
    await within(drainMs, Promise.all(this.#works).finally(() => {
      isOver = true
    }))
    if (!isOver) {
      for (const { about } of await this.#inFlight.drained(0)) {
        report({ kind: 'handler', error: new Error('The handler had not ended.'), channel: about })
      }
    }
    // #endregion
