// ioredis, rejected by 02.1-one
// `chat:*` also ends `chat:room:*`.
// #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    for (const [subscribed, handlers] of subscriptions) {
      if (!subscribed.startsWith(pattern.replace(/\*$/, ''))) continue
      if (!handlers.delete(handler) || handlers.size > 0) continue
      subscriptions.delete(subscribed)
      await finish(subscribed)
    }
  }
// #endregion
