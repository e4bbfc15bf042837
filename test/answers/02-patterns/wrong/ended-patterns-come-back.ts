// ioredis, rejected by 02.1-lost
// After a reconnect, it subscribes to every pattern that was ever subscribed.
// #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    await finish(pattern)
  }
// #endregion
