// router.ts, rejected by 02.3-throws
// It awaits the handlers in turn, so one that fails or never finishes stops the next.
// #region given-subscriptions
  const { pubsub, routes } = options
  const patterns = [...new Set(routes.map(({ pattern }) => pattern))]
  const dispatch: PatternHandler = async (message, channel, by) => {
    if (patterns.find((one) => matches(one, channel)) !== by) return
    const handlers = new Set(routes.filter(({ pattern }) => matches(pattern, channel)).map(({ handler }) => handler))
    for (const handler of handlers) await handler(message, channel)
  }
  for (const pattern of patterns) await pubsub.psubscribe(pattern, dispatch)
  const close = async () => {
    for (const pattern of patterns) await pubsub.punsubscribe(pattern, dispatch)
  }
// #endregion
// #region given-close

// #endregion
// #region 02.4-undo

// #endregion
