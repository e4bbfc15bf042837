// ioredis, rejected by 02.1-refused
// Redis refuses the pattern, but the handler stays.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    subscriptions.set(pattern, (subscriptions.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    await begin(pattern)
  }
// #endregion
