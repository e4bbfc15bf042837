// router.ts, rejected by 02.3-close
// The handlers are not called any more, and Redis goes on sending.
// #region 02.3-route
  const { pubsub, routes } = options
  let open = true
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) {
      const only = onlyBy(pattern, patterns, handler)
      await pubsub.psubscribe(pattern, (message, channel, by) => (open ? only(message, channel, by) : undefined))
    }
  }
  return {
    async close() {
      open = false
    },
  }
// #endregion
