// router.ts, rejected by 02.3-two
// All tables share the patterns that they store for a handler.
// #region given-patternsOf
const taken = new Map<Handler<string>, Set<string>>()
const made = new Map<Handler<string>, Map<string, PatternHandler>>()

function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  for (const { pattern, handler } of routes) {
    taken.set(handler, (taken.get(handler) ?? new Set<string>()).add(pattern))
  }
  const own = new Set(routes.map(({ handler }) => handler))
  return new Map([...taken].filter(([handler]) => own.has(handler)))
}
// #endregion
// #region 02.3-onlyBy
  const byPattern = made.get(handler) ?? new Map<string, PatternHandler>()
  made.set(handler, byPattern)
  const only: PatternHandler =
    byPattern.get(pattern) ??
    ((message, channel) =>
      [...patterns].find((one) => matches(one, channel)) === pattern ? handler(message, channel) : undefined)
  byPattern.set(pattern, only)
  return only
// #endregion
