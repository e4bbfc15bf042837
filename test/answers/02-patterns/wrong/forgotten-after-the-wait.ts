// ioredis, rejected by 02.1-at-once
// The pattern is removed after Redis confirms, along with a handler that has subscribed in between.
// #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    await finish(pattern)
    subscriptions.delete(pattern)
  }
// #endregion
