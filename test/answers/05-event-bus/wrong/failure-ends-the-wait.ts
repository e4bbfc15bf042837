// receiver, rejected by 05.7-failing
// The first handler that fails ends the wait for all others.
  // #region given-fields
  readonly #inFlight = inFlight()
  readonly #turns = new WeakMap<AnyHandler, InOrder>()
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

  // #region given-drained
  async drained(ms: number): ReturnType<ReturnType<typeof inFlight>['drained']> {
    let isOver = false
    const all = Promise.all(this.#works).then(
      () => {
        isOver = true
      },
      () => {
        isOver = true
      },
    )
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, ms).unref())])
    return isOver ? [] : this.#inFlight.drained(0)
  }
  // #endregion
