// router.ts, rejected by 02.3-refused
// What was subscribed before the refusal stays, and nobody has a router to close.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler)))
  return {
    async close() {
      await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
    },
  }
// #endregion
