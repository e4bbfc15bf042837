// router.ts, rejected by 02.3-others
// The table takes the subscriptions of the caller with it.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler)))
  return { close: () => pubsub.unsubscribeAll() }
// #endregion
