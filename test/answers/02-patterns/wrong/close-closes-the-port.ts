// router.ts, rejected by 02.3-close
// The table closes what it has been lent.
// #region 02.3-route
  const { pubsub, routes } = options
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) await pubsub.psubscribe(pattern, onlyBy(pattern, patterns, handler))
  }
  return { close: () => pubsub.close() }
// #endregion
