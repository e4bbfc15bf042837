// router.ts
// Each pattern is subscribed once, and one dispatcher calls all handlers that match.
// #region given-subscriptions
  const { pubsub, routes, report } = options
  const patterns = [...new Set(routes.map(({ pattern }) => pattern))]
  const dispatch: PatternHandler = (message, channel, by) => {
    if (patterns.find((one) => matches(one, channel)) !== by) return
    const handlers = new Set(routes.filter((one) => matches(one.pattern, channel)).map(({ handler }) => handler))
    for (const handler of handlers) {
      const call = async () => handler(message, channel)
      call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
    }
  }
  const begun: string[] = []
// #endregion
// #region given-close
  const close = async () => {
    const ended = await Promise.allSettled(begun.splice(0).map((pattern) => pubsub.punsubscribe(pattern, dispatch)))
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  }
// #endregion
// #region 02.4-undo
  try {
    for (const pattern of patterns) {
      begun.push(pattern)
      await pubsub.psubscribe(pattern, dispatch)
    }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
// #endregion
