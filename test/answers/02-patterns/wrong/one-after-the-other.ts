// router.ts, rejected by 02.3-throws
// The handlers of a message are awaited in turn, so one that fails or never ends stops the next.
// #region 02.3-route
  const { pubsub, routes } = options
  const patterns = [...new Set(routes.map(({ pattern }) => pattern))]
  const dispatch: PatternHandler = async (message, channel, by) => {
    if (patterns.find((one) => matches(one, channel)) !== by) return
    const handlers = new Set(routes.filter(({ pattern }) => matches(pattern, channel)).map(({ handler }) => handler))
    for (const handler of handlers) await handler(message, channel)
  }
  for (const pattern of patterns) await pubsub.psubscribe(pattern, dispatch)
  return {
    async close() {
      for (const pattern of patterns) await pubsub.punsubscribe(pattern, dispatch)
    },
  }
// #endregion
