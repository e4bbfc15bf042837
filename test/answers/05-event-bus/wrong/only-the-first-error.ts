// receiver, rejected by 05.3-throws
// Promise.all() rejects with one error, and the others are lost.
    // #region 05.3-hand
    const all = Promise.all([...handlers].map((handler) => call(handler)))
    all.catch((error: unknown) => this.#options.report({ kind: 'handler', error, channel: this.#channel }))
    // #endregion

    // #region 05.3-guarded
    this.#channel = channel
    return (async () => {
      await handler(event.data as never, event as never)
    })()
    // #endregion

  // #region given-fields
  readonly #options: ListenerOptions<object>
  readonly #isNew: (id: string) => boolean
  readonly calls: Calls
  #channel = ''
  // #endregion
