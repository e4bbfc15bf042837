// handlers, rejected by 05.2-again and 05.2-off
// The set of the last handler stays, so the next on() finds it and doesn't subscribe.
  // #region 05.2-removeHandler
  const handlers = all.get(name)
  if (!handlers?.delete(handler) || handlers.size > 0) return
  await unsubscribe()
  // #endregion
