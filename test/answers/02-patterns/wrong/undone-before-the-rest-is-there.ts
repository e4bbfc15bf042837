// router.ts, rejected by 02.3-refused
// At the first refusal all is undone, while the others are still on their way.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  const there: [pattern: string, handler: PatternHandler][] = []
  const close = async () => {
    await Promise.all(there.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }
  try {
    await Promise.all(
      subscriptions.map(async ([pattern, handler]) => {
        await pubsub.psubscribe(pattern, handler)
        there.push([pattern, handler])
      }),
    )
  } catch (error) {
    await close()
    throw error
  }
  return { close }
// #endregion
