// events, rejected by 04.2-names
// Without a word of its own: a service called `user` finds the hash of a user in place of a claim.
    // #region given-claimKey
  return `${namespace}${encodeURIComponent(service)}:${encodeURIComponent(eventId)}`
    // #endregion
