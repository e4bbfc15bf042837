// analytics, rejected by 04.8-not-subscribed
// Analytics starts its subscription, but doesn't await it.
  // #region given-analytics
  const close = () => work.drain(() => pubsub.punsubscribe(pattern, handler))
  void listening
  void pubsub.psubscribe(pattern, handler)
  return { close }
  // #endregion
