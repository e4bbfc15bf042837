// node-redis, rejected by 02.1-arguments
// node-redis gives message and channel; the channel is passed on where the pattern belongs.
// #region 02.1-psubscribe
    const ofPattern = listeners.get(pattern) ?? new Map<PatternHandler, Listener>()
    const listener = ofPattern.get(handler) ?? ((payload, channel) => run(handler, payload, channel, channel))
    listeners.set(pattern, ofPattern.set(handler, listener))
    await patterns.pSubscribe(pattern, listener)
// #endregion
