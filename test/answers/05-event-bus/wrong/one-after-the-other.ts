// receiver, rejected by 05.3-slow
// Each handler is awaited before the next one is called.
    // #region 05.3-hand
    return (async () => {
      for (const handler of handlers) await call(handler)
    })()
    // #endregion
