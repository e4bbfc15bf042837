// ioredis, rejected by 02.1-acknowledged
// For a handler that is already stored, it resolves while PSUBSCRIBE is still in flight.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern) ?? new Set<PatternHandler>()
    if (handlers.has(handler)) return
    subscriptions.set(pattern, handlers.add(handler))
    await begin(pattern)
  }
// #endregion
