// router.ts, rejected by 02.3-each
// The table is made a Map by pattern, where the last handler wins.
// #region 02.3-byHandler
function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const [pattern, handler] of new Map(routes.map((one) => [one.pattern, one.handler]))) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  return (message, channel) =>
    [...patterns].find((one) => matches(one, channel)) === pattern ? handler(message, channel) : undefined
}
// #endregion
