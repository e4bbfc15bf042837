// router.ts, rejected by 02.3-no-more
// One pattern that covers all others brings messages that no handler wants.
// #region given-subscriptions
  const { pubsub, routes } = options
  const handlersOf = (channel: string) =>
    new Set(routes.filter((one) => matches(one.pattern, channel)).map(({ handler }) => handler))
  const literal = routes.map(({ pattern }) => /^[^*?[\\]*/.exec(pattern)?.[0] ?? '')
  let common = literal[0] ?? ''
  while (!literal.every((one) => one.startsWith(common))) common = common.slice(0, -1)
  const cover = `${common}*`
  const dispatch: PatternHandler = async (message, channel, by) => {
    if (by === cover) await Promise.all([...handlersOf(channel)].map(async (handler) => handler(message, channel)))
  }
  if (routes.length > 0) await pubsub.psubscribe(cover, dispatch)
  const close = () => pubsub.punsubscribe(cover, dispatch)
// #endregion
// #region given-close

// #endregion
// #region 02.4-undo

// #endregion
