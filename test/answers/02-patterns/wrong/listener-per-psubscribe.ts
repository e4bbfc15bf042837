// node-redis, rejected by 02.1-again
// Each psubscribe() adds a listener, even for the same handler.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    let subscription = subscriptions.get(pattern)
    if (!subscription) {
      const handlers = new Set<PatternHandler>()
      subscription = { handlers, listener: listenerFor(pattern, handlers) }
      subscriptions.set(pattern, subscription)
    }
    subscription.handlers.add(handler)
    await begin(pattern, (message, channel) => run(handler, message, channel, pattern))
  }
// #endregion
