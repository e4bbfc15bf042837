// receiver, rejected by 05.3-throws
// The first error ends the loop, so later handlers aren't called.
    // #region 05.3-hand
    return (async () => {
      for (const handler of handlers) await call(handler)
    })()
    // #endregion

    // #region 05.3-guarded
    void channel
    return (async () => {
      await handler(event.data as never, event as never)
    })()
    // #endregion
