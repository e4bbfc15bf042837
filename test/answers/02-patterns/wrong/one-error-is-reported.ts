// router.ts, rejected by 02.3-throws
// `Promise.all` rejects with the first error only.
// #region given-subscriptions
  const { pubsub, routes } = options
  const patterns = [...new Set(routes.map(({ pattern }) => pattern))]
  const dispatch: PatternHandler = async (message, channel, by) => {
    if (patterns.find((one) => matches(one, channel)) !== by) return
    const handlers = new Set(routes.filter(({ pattern }) => matches(pattern, channel)).map(({ handler }) => handler))
    await Promise.all([...handlers].map(async (handler) => handler(message, channel)))
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
