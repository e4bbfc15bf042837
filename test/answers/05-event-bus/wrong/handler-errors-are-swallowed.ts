// receiver, rejected by 05.3-throws
// Failing handlers are not reported.
    // #region 05.3-guarded
    void channel
    return (async () => {
      await Promise.resolve(handler(event.data as never, event as never)).catch(() => {})
    })()
    // #endregion
