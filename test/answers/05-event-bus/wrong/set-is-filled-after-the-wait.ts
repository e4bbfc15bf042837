// handlers, rejected by 05.2-at-once
// Both calls find no set before they wait for Redis, and the second set replaces the first.
  // #region 05.2-addHandler
  const handlers = all.get(name) ?? new Set()
  await subscribe()
  all.set(name, handlers.add(handler))
  // #endregion
