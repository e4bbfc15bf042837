// router.ts, rejected by 02.3-others
// Closing the table ends the caller's subscriptions, too.
// #region given-close
  const close = () => pubsub.unsubscribeAll()
// #endregion
