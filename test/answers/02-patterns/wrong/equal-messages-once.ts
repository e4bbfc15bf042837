// router.ts, rejected by 02.3-once and 02.3-lost
// Text and channel are remembered, so the second of two equal messages is dropped.
// #region 02.3-byHandler
function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

const seen = new WeakMap<Handler<string>, Set<string>>()

function onlyBy(_: string, __: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  return (message, channel) => {
    const ofHandler = seen.get(handler) ?? new Set<string>()
    seen.set(handler, ofHandler)
    if (ofHandler.has(`${channel} ${message}`)) return undefined
    ofHandler.add(`${channel} ${message}`)
    return handler(message, channel)
  }
}
// #endregion
