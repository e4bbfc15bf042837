// ioredis, rejected by 02.1-first
// The handler is entered when Redis has answered. What came in the same piece of data is lost.
// #region 02.1-psubscribe
    await patterns.psubscribe(pattern)
    handlers.set(pattern, (handlers.get(pattern) ?? new Set<PatternHandler>()).add(handler))
// #endregion
