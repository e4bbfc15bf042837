// events, rejected by 04.2-names
// The key has no prefix, so a service called `user` finds a user's hash instead of a claim.
    // #region given-claimKey
  return `${namespace}${encodeURIComponent(service)}:${encodeURIComponent(eventId)}`
    // #endregion
