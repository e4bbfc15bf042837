// ioredis, rejected by 02.1-again
// Each psubscribe() adds a listener to the client.
// #region 02.1-dispatch

// #endregion
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    subscriptions.set(pattern, (subscriptions.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    patterns.on('pmessage', (by: string, channel: string, message: string) => {
      if (by === pattern && subscriptions.get(pattern)?.has(handler)) run(handler, message, channel, by)
    })
    await begin(pattern)
  }
// #endregion
