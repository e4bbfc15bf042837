// ioredis
// It keeps a wrapper for each handler and pattern, and ends all patterns with PUNSUBSCRIBE without names.
// #region 02.1-dispatch
  const registry = new Map<string, Map<PatternHandler, (message: string, channel: string) => void>>()
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    for (const one of [...(registry.get(pattern)?.values() ?? [])]) one(message, channel)
  })
// #endregion
// #region given-resubscribe
  patterns.on('ready', () => {
    for (const [pattern, { size }] of registry) {
      if (size > 0) patterns.psubscribe(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
// #endregion
// #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const wrappers = registry.get(pattern) ?? new Map()
    if (!wrappers.has(handler)) {
      wrappers.set(handler, (message: string, channel: string) => run(handler, message, channel, pattern))
    }
    registry.set(pattern, wrappers)
    try {
      await patterns.psubscribe(pattern)
    } catch (error) {
      wrappers.delete(handler)
      throw error
    }
  }
// #endregion
// #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const wrappers = registry.get(pattern)
    if (!wrappers?.delete(handler) || wrappers.size > 0) return
    registry.delete(pattern)
    await patterns.punsubscribe(pattern)
  }
// #endregion
// #region 02.1-unsubscribeAll
    registry.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.punsubscribe()])
// #endregion
