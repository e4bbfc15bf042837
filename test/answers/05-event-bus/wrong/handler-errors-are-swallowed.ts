// receiver, rejected by 05.3-throws
// Nobody hears that a handler has failed.
    // #region 05.3-guarded
    void channel
    return (async () => {
      await Promise.resolve(handler(event.data as never, event as never)).catch(() => {})
    })()
    // #endregion
