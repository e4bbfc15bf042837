// node-redis, rejected by 02.1-acknowledged
// Who subscribes the same handler a second time is told at once that it is done, while PSUBSCRIBE is on its way.
// #region 02.1-psubscribe
    const ofPattern = listeners.get(pattern) ?? new Map<PatternHandler, Listener>()
    // The same listener again is still one, for node-redis keeps them in a set.
    if (ofPattern.has(handler)) return
    const listener: Listener = ((payload, channel) => run(handler, payload, channel, pattern))
    listeners.set(pattern, ofPattern.set(handler, listener))
    await patterns.pSubscribe(pattern, listener)
// #endregion
