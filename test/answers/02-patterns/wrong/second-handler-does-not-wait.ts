// ioredis, rejected by 02.1-acknowledged
// It sends nothing if the pattern has a handler, although the first PSUBSCRIBE may still be in flight.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern)
    if (handlers) {
      handlers.add(handler)
      return
    }
    subscriptions.set(pattern, new Set([handler]))
    await begin(pattern)
  }
// #endregion
