// router.ts, rejected by 02.3-each
// As in a web framework: the first line that matches gets the message, and the others do not.
// #region 02.3-route
  const { pubsub, routes } = options
  const subscriptions = routes.map(({ pattern, handler }, at): [string, PatternHandler] => [
    pattern,
    (message, channel) =>
      routes.findIndex((one) => matches(one.pattern, channel)) === at ? handler(message, channel) : undefined,
  ])
  const close = async () => {
    await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }
  await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler)))
  return { close }
// #endregion
