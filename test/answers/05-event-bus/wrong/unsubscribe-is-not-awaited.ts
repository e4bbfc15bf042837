// handlers, rejected by 05.2-acknowledged
// off() resolves before Redis has ended the subscription.
  // #region 05.2-removeHandler
  const handlers = all.get(name)
  if (!handlers?.delete(handler) || handlers.size > 0) return
  all.delete(name)
  void unsubscribe()
  // #endregion
