// analytics, rejected by 04.9-closing
// It calls unsubscribe() for a pattern, which needs punsubscribe().
  // #region given-analytics
  const close = () => work.drain(() => pubsub.unsubscribe(pattern, handler))
  return listening(pubsub.psubscribe(pattern, handler), { close })
  // #endregion
