// events, rejected by 04.2-names
// `Mails` and `mails` share a claim.
    // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(service.trim().toLowerCase())}:${encodeURIComponent(eventId)}`
    // #endregion
