// receiver, rejected by 05.3-anything
// Errors are reported as strings, without their stacks.
    // #region 05.3-guarded
    return (async () => {
      try {
        await handler(event.data as never, event as never)
      } catch (error) {
        this.#options.report({ kind: 'handler', error: String(error), channel })
      }
    })()
    // #endregion
