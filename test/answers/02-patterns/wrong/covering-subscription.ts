// router.ts, rejected by 02.3-no-more
// One pattern that covers all others, and the matcher decides. Messages come that nobody wants.
// #region 02.3-route
  const { pubsub, routes, report } = options
  const literal = routes.map(({ pattern }) => /^[^*?[\\]*/.exec(pattern)?.[0] ?? '')
  let common = literal[0] ?? ''
  while (!literal.every((one) => one.startsWith(common))) common = common.slice(0, -1)
  const cover = `${common}*`
  const dispatch: PatternHandler = (message, channel, by) => {
    if (by !== cover) return
    const fitting = new Set(routes.filter((one) => matches(one.pattern, channel)).map(({ handler }) => handler))
    for (const handler of fitting) {
      const call = async () => handler(message, channel)
      call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
    }
  }
  if (routes.length > 0) await pubsub.psubscribe(cover, dispatch)
  return { close: () => pubsub.punsubscribe(cover, dispatch) }
// #endregion
