// router.ts, rejected by 02.3-others
// Closing the table also ends the caller's subscriptions.
// #region given-close
  const close = () => pubsub.unsubscribeAll()
// #endregion
