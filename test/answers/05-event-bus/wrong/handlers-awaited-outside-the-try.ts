// receiver, rejected by 05.3-throws
// Without await, a rejection leaves the try block, and only the first of two is reported, by the adapter.
    // #region 05.3-hand
    return Promise.all([...handlers].map((handler) => call(handler))).then(() => {})
    // #endregion
    // #region 05.3-guarded
    try {
      return handler(event.data as never, event as never) as Promise<void>
    } catch (error) {
      this.#options.report({ kind: 'handler', error, channel })
    }
    // #endregion
