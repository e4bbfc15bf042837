// receiver, rejected by 05.3-anything
// What is thrown is not always an Error, and undefined is no success.
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
