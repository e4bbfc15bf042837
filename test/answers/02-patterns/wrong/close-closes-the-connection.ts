// router.ts, rejected by 02.3-close
// Closing the table closes the caller's connection.
// #region given-close
  const close = () => pubsub.close()
// #endregion
