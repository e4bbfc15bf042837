// ioredis, rejected by 02.1-lost
// Every pattern that was ever subscribed is subscribed again.
// #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    await finish(pattern)
  }
// #endregion
