// ioredis, rejected by 02.1-refused
// Redis has refused the pattern, and the handler stays.
// #region 02.1-psubscribe
    const ofPattern = handlers.get(pattern) ?? new Set<PatternHandler>()
    handlers.set(pattern, ofPattern.add(handler))
    await patterns.psubscribe(pattern)
// #endregion
