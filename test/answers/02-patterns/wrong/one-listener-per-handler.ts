// node-redis, rejected by 02.1-each-its-own
// One wrapper for a handler, whatever the pattern: it tells the pattern that it was made for.
// #region 02.1-subscription
  const subscription = (pattern: string): Subscription => ({ handlers: new Set(), listener: () => pattern })
  const wrappers = new Map<PatternHandler, Listener>()
// #endregion

// #region 02.1-psubscribe
    const wrapper: Listener =
      wrappers.get(handler) ?? ((payload, channel) => run(handler, payload, channel, pattern))
    wrappers.set(handler, wrapper)
    subscriptions.set(pattern, subscription(pattern))
    await patterns.pSubscribe(pattern, wrapper)
// #endregion
