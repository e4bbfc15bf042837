// receiver, rejected by 05.3-anything
// A handler that throws undefined counts as successful.
    // #region 05.3-guarded
    return (async () => {
      let failed: unknown
      try {
        await handler(event.data as never, event as never)
      } catch (error) {
        failed = error
      }
      if (failed) this.#options.report({ kind: 'handler', error: failed, channel })
    })()
    // #endregion
