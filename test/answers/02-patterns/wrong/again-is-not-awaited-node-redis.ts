// node-redis, rejected by 02.1-acknowledged
// For a handler that is already stored, it resolves while PSUBSCRIBE is still in flight.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    let subscription = subscriptions.get(pattern)
    if (!subscription) {
      const handlers = new Set<PatternHandler>()
      subscription = { handlers, listener: listenerFor(pattern, handlers) }
      subscriptions.set(pattern, subscription)
    }
    if (subscription.handlers.has(handler)) return
    subscription.handlers.add(handler)
    await begin(pattern, subscription.listener)
  }
// #endregion
