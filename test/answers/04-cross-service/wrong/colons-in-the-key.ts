// events, rejected by 04.2-services
// A colon in a name makes two claims one.
    // #region given-claimKey
  return `${namespace}claim:${service}:${eventId}`
    // #endregion
