// ioredis, rejected by 02.1-again
// Every psubscribe() adds a listener to the client.
// #region 02.1-dispatch
  const own = new Map<string, (by: string, channel: string, payload: string) => void>()
// #endregion
// #region 02.1-psubscribe
    handlers.set(pattern, (handlers.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    patterns.on('pmessage', (by: string, channel: string, payload: string) => {
      if (by === pattern && handlers.get(pattern)?.has(handler)) run(handler, payload, channel, by)
    })
    await patterns.psubscribe(pattern)
// #endregion
