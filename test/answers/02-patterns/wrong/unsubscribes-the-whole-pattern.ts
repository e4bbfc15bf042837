// node-redis, rejected by 02.1-one
// PUNSUBSCRIBE ends the pattern for all of its handlers.
// #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    if (!subscriptions.get(pattern)?.handlers.delete(handler)) return
    await patterns.pUnsubscribe(pattern)
  }
// #endregion
