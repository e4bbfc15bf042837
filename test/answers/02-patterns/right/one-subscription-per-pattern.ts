// router.ts
// Each pattern is subscribed once, and one dispatcher calls all handlers that match.
// #region 02.3-route
  const { pubsub, routes, report } = options
  const patterns = [...new Set(routes.map(({ pattern }) => pattern))]
  const dispatch: PatternHandler = (message, channel, by) => {
    if (patterns.find((one) => matches(one, channel)) !== by) return
    const fitting = new Set(routes.filter((one) => matches(one.pattern, channel)).map(({ handler }) => handler))
    for (const handler of fitting) {
      const call = async () => handler(message, channel)
      call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
    }
  }
  const done: string[] = []
  const close = async () => {
    for (const pattern of done.splice(0)) await pubsub.punsubscribe(pattern, dispatch)
  }
  try {
    for (const pattern of patterns) {
      await pubsub.psubscribe(pattern, dispatch)
      done.push(pattern)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { close }
// #endregion
