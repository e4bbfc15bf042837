// router.ts, rejected by 02.3-each
// As in a web framework, only the first row that matches gets the message.
// #region given-subscriptions
  const { pubsub, routes } = options
  const subscriptions = routes.map(({ pattern, handler }, at): [string, PatternHandler] => [
    pattern,
    (message, channel) =>
      routes.findIndex((one) => matches(one.pattern, channel)) === at ? handler(message, channel) : undefined,
  ])
  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))
// #endregion
