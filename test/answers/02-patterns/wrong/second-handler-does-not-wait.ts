// ioredis, rejected by 02.1-acknowledged
// The pattern is there already, so nothing is sent; but the first PSUBSCRIBE may still be on its way.
// #region 02.1-psubscribe
    const ofPattern = handlers.get(pattern)
    if (ofPattern) {
      ofPattern.add(handler)
      return
    }
    handlers.set(pattern, new Set([handler]))
    await patterns.psubscribe(pattern)
// #endregion
