// ioredis, rejected by 02.1-acknowledged
// The pattern has a handler already, so nothing is sent; but the first PSUBSCRIBE may still be in flight.
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
