// router.ts, rejected by 02.3-marks
// A star is made `.*`, and the other marks are forgotten.
// #region 02.3-byHandler
function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  const fits = (one: string, channel: string) => new RegExp(`^${one.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(channel)
  return (message, channel) =>
    [...patterns].find((one) => fits(one, channel)) === pattern ? handler(message, channel) : undefined
}
// #endregion
