// receiver, rejected by 05.3-throws
// Promise.all() rejects with one error, and the others are lost.
    // #region 05.3-hand
    const all = Promise.all([...handlers].map((handler) => this.#run(handler, arrival)))
    all.catch((error: unknown) => this.#options.report({ kind: 'handler', error, channel: arrival.channel }))
    // #endregion

    // #region 05.3-guarded
    void channel
    return (async () => {
      await handler(event.data as never, event as never)
    })()
    // #endregion
