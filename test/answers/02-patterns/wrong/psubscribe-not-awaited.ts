// node-redis, rejected by 02.1-acknowledged
// PSUBSCRIBE is sent, and nobody waits for the answer.
// #region 02.1-psubscribe
    const ofPattern = listeners.get(pattern) ?? new Map<PatternHandler, Listener>()
    const listener = ofPattern.get(handler) ?? ((payload, channel) => run(handler, payload, channel, pattern))
    listeners.set(pattern, ofPattern.set(handler, listener))
    void patterns.pSubscribe(pattern, listener)
// #endregion
