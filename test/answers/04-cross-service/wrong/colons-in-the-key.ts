// events, rejected by 04.2-services
// If a name contains a colon, two claims can have the same key.
    // #region given-claimKey
  return `${namespace}claim:${service}:${eventId}`
    // #endregion
