// node-redis, rejected by 02.1-each-its-own
// One listener for each handler, which knows only the first of its patterns.
// #region given-psubscribe
  const listeners = new Map<PatternHandler, Listener>()

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    let subscription = subscriptions.get(pattern)
    if (!subscription) {
      const handlers = new Set<PatternHandler>()
      subscription = { handlers, listener: listenerFor(pattern, handlers) }
      subscriptions.set(pattern, subscription)
    }
    subscription.handlers.add(handler)
    const listener: Listener =
      listeners.get(handler) ?? ((message, channel) => run(handler, message, channel, pattern))
    listeners.set(handler, listener)
    await begin(pattern, listener)
  }
// #endregion
