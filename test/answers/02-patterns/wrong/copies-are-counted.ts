// router.ts, rejected by 02.3-once
// So many patterns match, so one copy of so many is handled; but another handler's patterns do not count.
// #region 02.3-byHandler
function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

const copies = new Map<string, number>()

function onlyBy(_: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  return (message, channel) => {
    const count = copies.get(channel) ?? 0
    copies.set(channel, count + 1)
    const matching = [...patterns].filter((one) => matches(one, channel)).length
    return count % matching === 0 ? handler(message, channel) : undefined
  }
}
// #endregion
