// router.ts, rejected by 02.3-acknowledged
// The subscriptions are begun, and nobody waits for them.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  const subscribing = Promise.all(subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler)))
  subscribing.catch(() => {})
  return {
    async close() {
      await subscribing
      await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
    },
  }
// #endregion
