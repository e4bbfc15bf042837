// receiver, rejected by 05.4-failing
// If a handler fails, it is called again with the other copy.
    // #region 05.3-guarded
    return (async () => {
      try {
        await handler(event.data as never, event as never)
      } catch (error) {
        this.#options.report({ kind: 'handler', error, channel })
        ;(this as unknown as { failed: Set<string> }).failed.add(event.id)
      }
    })()
    // #endregion

    // #region 05.4-isRepeated
    const memory = this as unknown as { failed?: Set<string> }
    memory.failed ??= new Set()
    return !this.#isNew(id) && !memory.failed.delete(id)
    // #endregion
