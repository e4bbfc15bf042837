// router.ts, rejected by 02.3-each
// The table becomes a Map by pattern, in which the last handler wins.
// #region given-patternsOf
function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const [pattern, handler] of new Map(routes.map((one) => [one.pattern, one.handler]))) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}
// #endregion
