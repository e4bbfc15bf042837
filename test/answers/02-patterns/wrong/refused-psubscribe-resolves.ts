// ioredis, rejected by 02.1-refused
// A refusal is reported, and the caller believes that messages will come.
// #region 02.1-psubscribe
    const ofPattern = handlers.get(pattern) ?? new Set<PatternHandler>()
    handlers.set(pattern, ofPattern.add(handler))
    await patterns.psubscribe(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
