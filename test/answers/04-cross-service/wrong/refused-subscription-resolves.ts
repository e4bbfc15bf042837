// events, rejected by 04.8-not-subscribed
// It swallows the subscription's error, and resolves.
  // #region given-listening
  await subscribed.catch(() => {})
  return service
  // #endregion
