// router, rejected by 02.3-refused
// An answer that was lost is no refusal: Redis may have the pattern.
// #region 02.3-route
  const { pubsub, routes } = options
  /** What we have subscribed. Each has a function of its own, so it is not mistaken for one of the caller's. */
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) {
      subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
    }
  }

  async function close(): Promise<void> {
    await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }

  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))
  const results = await Promise.allSettled(subscribing)
  const refused = results.find((result) => result.status === 'rejected')
  if (refused) {
    // The caller is to hear why it was refused, not what became of the rest.
    await Promise.allSettled(subscriptions.filter((_, at) => results[at]!.status === 'fulfilled').map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
    throw refused.reason
  }
  return { close }
// #endregion
