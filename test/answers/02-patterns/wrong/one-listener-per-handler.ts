// node-redis, rejected by 02.1-each-its-own
// One wrapper for a handler, whatever the pattern: it tells the pattern that it was made for.
// #region 02.1-psubscribe
    const all = [...listeners.values()].map((ofPattern) => ofPattern.get(handler))
    const listener: Listener =
      all.find((one) => one !== undefined) ?? ((payload, channel) => run(handler, payload, channel, pattern))
    const ofPattern = listeners.get(pattern) ?? new Map<PatternHandler, Listener>()
    listeners.set(pattern, ofPattern.set(handler, listener))
    await patterns.pSubscribe(pattern, listener)
// #endregion
