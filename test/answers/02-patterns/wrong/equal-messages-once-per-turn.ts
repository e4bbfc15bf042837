// router.ts, rejected by 02.3-once
// It drops equal messages within one turn of the event loop, but two can arrive in one piece.
// #region given-patternsOf
const seen = new WeakMap<Handler<string>, Set<string>>()

function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}
// #endregion
// #region 02.3-onlyBy
  return (message, channel) => {
    const known = seen.get(handler) ?? new Set<string>()
    seen.set(handler, known)
    if (known.size === 0) setImmediate(() => known.clear())
    if (known.has(`${channel} ${message}`)) return undefined
    known.add(`${channel} ${message}`)
    return handler(message, channel)
  }
// #endregion
