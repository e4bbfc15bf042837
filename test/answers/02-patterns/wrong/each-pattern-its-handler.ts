// router.ts, rejected by 02.3-once
// Each line of the table is subscribed for itself, so a handler with two patterns that match runs twice.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions = routes.map(({ pattern, handler }): [string, PatternHandler] => [
    pattern,
    (message, channel) => handler(message, channel),
  ])
  const close = async () => {
    await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }
  await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler)))
  return { close }
// #endregion
