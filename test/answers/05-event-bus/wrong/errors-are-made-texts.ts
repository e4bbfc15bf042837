// receiver, rejected by 05.3-anything
// What was thrown is reported as a text, and its stack is lost.
    // #region 05.3-guarded
    return (async () => {
      try {
        await handler(event.data as never, event as never)
      } catch (error) {
        this.#options.report({ kind: 'handler', error: String(error), channel })
      }
    })()
    // #endregion
