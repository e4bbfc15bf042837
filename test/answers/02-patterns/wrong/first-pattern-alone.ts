// router.ts, rejected by 02.3-once
// Only the first pattern of a handler is subscribed.
// #region given-patternsOf
function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    if (!found.has(handler)) found.set(handler, new Set([pattern]))
  }
  return found
}
// #endregion
