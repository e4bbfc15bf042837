// router.ts, rejected by 02.3-once
// The longest pattern that matches brings it, and two may be equally long.
// #region 02.3-byHandler
function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  return (message, channel) => {
    const lengths = [...patterns].filter((one) => matches(one, channel)).map((one) => one.length)
    return pattern.length === Math.max(...lengths) ? handler(message, channel) : undefined
  }
}
// #endregion
