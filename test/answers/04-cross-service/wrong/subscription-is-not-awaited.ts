// services, rejected by 04.2-listening
// emails() resolves before Redis confirms the subscription.
  // #region given-emails
  const close = () => work.drain(() => pubsub.unsubscribe(channel, handler))
  void listening
  void pubsub.subscribe(channel, handler)
  return { close }
  // #endregion
