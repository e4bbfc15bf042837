// services, rejected by 04.4-in-flight
// It unsubscribes every handler from the shared `pubsub`.
  // #region given-emails
  const close = () => work.drain(() => pubsub.unsubscribeAll())
  return listening(pubsub.subscribe(channel, handler), { close })
  // #endregion
