// router.ts, rejected by 02.3-others
// The handler is passed to psubscribe() itself, where it's the same as the caller's own subscription.
// #region given-subscriptions
  const { pubsub, routes } = options
  const subscriptions: [pattern: string, handler: Handler<string>][] = []
  for (const [handler, patterns] of patternsOf(routes)) {
    const [first] = patterns
    if (first !== undefined) subscriptions.push([first, handler])
  }
  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))
// #endregion
