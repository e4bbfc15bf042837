// router.ts, rejected by 02.3-close
// Handlers are called a moment later, whether or not the table has been closed.
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
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    if (chosen !== pattern) return
    return new Promise<void>((resolve, reject) => {
      setTimeout(async () => handler(message, channel), 200)
      void reject
      resolve()
    })
  }
}
// #endregion
