// ioredis, rejected by 02.1-acknowledged
// Who subscribes the same handler a second time is told at once that it is done, while PSUBSCRIBE is on its way.
// #region 02.1-psubscribe
    if (handlers.get(pattern)?.has(handler)) return
    handlers.set(pattern, (handlers.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    // Also for the second handler: the first one's PSUBSCRIBE may still be on its way.
    await patterns.psubscribe(pattern)
// #endregion
