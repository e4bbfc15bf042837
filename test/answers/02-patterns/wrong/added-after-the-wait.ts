// ioredis, rejected by 02.1-first
// The handler is added after Redis confirms. A message that arrives together with the confirmation is lost.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    await begin(pattern)
    subscriptions.set(pattern, (subscriptions.get(pattern) ?? new Set<PatternHandler>()).add(handler))
  }
// #endregion
