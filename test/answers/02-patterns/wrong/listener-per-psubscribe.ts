// node-redis, rejected by 02.1-again
// The same handler again is a new listener, and the old one is forgotten.
// #region 02.1-psubscribe
    const ofPattern = listeners.get(pattern) ?? new Map<PatternHandler, Listener>()
    const listener: Listener = (payload, channel) => run(handler, payload, channel, pattern)
    listeners.set(pattern, ofPattern.set(handler, listener))
    await patterns.pSubscribe(pattern, listener)
// #endregion
