// ioredis
// A wrapper for each handler and pattern, and PUNSUBSCRIBE without names to end all.
// #region 02.1-dispatch
  const registry = new Map<string, Map<PatternHandler, (payload: string, channel: string) => void>>()
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    for (const one of [...(registry.get(pattern)?.values() ?? [])]) one(payload, channel)
  })
// #endregion
// #region 02.1-resubscribe
  patterns.on('ready', () => {
    for (const [pattern, { size }] of registry) {
      if (size > 0) patterns.psubscribe(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
// #endregion
// #region 02.1-psubscribe
    const ofPattern = registry.get(pattern) ?? new Map()
    if (!ofPattern.has(handler)) {
      ofPattern.set(handler, (payload: string, channel: string) => run(handler, payload, channel, pattern))
    }
    registry.set(pattern, ofPattern)
    try {
      await patterns.psubscribe(pattern)
    } catch (error) {
      ofPattern.delete(handler)
      throw error
    }
// #endregion
// #region 02.1-punsubscribe
    const ofPattern = registry.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    registry.delete(pattern)
    await patterns.punsubscribe(pattern)
// #endregion
// #region 02.1-unsubscribeAll
    registry.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.punsubscribe()])
// #endregion
