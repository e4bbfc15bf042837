// receiver, rejected by 05.3-throws
// One report for an event, even if several of its handlers fail.
    // #region 05.3-guarded
    try {
      await handler(event.data as never, event as never)
    } catch (error) {
      if (this.#failed.has(event.id)) return
      this.#failed.add(event.id)
      this.#options.report({ kind: 'handler', error, channel })
    }
    // #endregion

    // #region given-fields
    readonly #options: ListenerOptions<object>
    readonly #isNew: (id: string) => boolean
    readonly calls: Calls
    readonly #failed = new Set<string>()
    // #endregion
