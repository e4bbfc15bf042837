// receiver, rejected by 05.3-throws
// The error is reported here, and once more by the adapter.
    // #region 05.3-hand
    return Promise.all([...handlers].map((handler) => call(handler))).then(() => {})
    // #endregion

    // #region 05.3-guarded
    return (async () => {
      try {
        await handler(event.data as never, event as never)
      } catch (error) {
        this.#options.report({ kind: 'handler', error, channel })
        throw error
      }
    })()
    // #endregion
