// receiver, rejected by 05.7-failing
// The first handler that fails ends the wait for all others.
  // #region given-constructor
  readonly #works = new Set<Promise<void>>()

  constructor(options: ListenerOptions<object>, wanting: (channel: string) => Set<AnyHandler>) {
    this.#options = options
    this.#isNew = recentIds(options.remember)
    this.calls = new Calls(options, wanting, (...call) => this.#guarded(...call))
    const { calls } = this
    const drained = calls.drained.bind(calls)
    const works = this.#works
    calls.drained = async (ms) => {
      let isOver = false
      const over = () => {
        isOver = true
      }
      const all = Promise.all(works).then(over, over)
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, ms).unref())])
      return isOver ? [] : drained(0)
    }
  }
  // #endregion

    // #region 05.3-hand
    for (const handler of handlers) {
      const work = call(handler)
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
