// router.ts, rejected by 02.3-others
// The handler goes to psubscribe() as it is, where it is the same as the caller's own subscription.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions: [pattern: string, handler: Handler<string>][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    const [first] = patterns
    if (first !== undefined) subscriptions.push([first, handler])
  }
  await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler)))
  return {
    async close() {
      await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
    },
  }
// #endregion
