// node-redis, rejected by 02.1-arguments
// The client calls the handler itself, without the pattern.
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    await patterns.pSubscribe(pattern, handler as Listener)
  }
// #endregion
