// router.ts, rejected by 02.3-two
// Which handler has had which message is kept for all tables together.
// #region 02.3-byHandler
const taken = new Map<Handler<string>, Set<string>>()

function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  for (const { pattern, handler } of routes) {
    taken.set(handler, (taken.get(handler) ?? new Set<string>()).add(pattern))
  }
  const own = new Set(routes.map(({ handler }) => handler))
  return new Map([...taken].filter(([handler]) => own.has(handler)))
}

const made = new Map<Handler<string>, Map<string, PatternHandler>>()

function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  const ofHandler = made.get(handler) ?? new Map<string, PatternHandler>()
  made.set(handler, ofHandler)
  const only: PatternHandler =
    ofHandler.get(pattern) ??
    ((message, channel) =>
      [...patterns].find((one) => matches(one, channel)) === pattern ? handler(message, channel) : undefined)
  ofHandler.set(pattern, only)
  return only
}
// #endregion
