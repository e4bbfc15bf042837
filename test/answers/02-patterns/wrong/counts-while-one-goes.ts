// node-redis, rejected by 02.1-during
// The handlers are called by their place in the set, and one that removes itself moves the next one out of its place.
// #region 02.1-subscription
  function subscription(pattern: string): Subscription {
    const handlers = new Set<PatternHandler>()
    const listener: Listener = (payload, channel) => {
      for (let place = 0; place < handlers.size; place++) {
        const handler = [...handlers][place]
        if (handler) run(handler, payload, channel, pattern)
      }
    }
    return { handlers, listener }
  }
// #endregion
