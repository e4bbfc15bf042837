// events, rejected by 04.2-names
// `Mails` and `mails` share a claim.
    // #region 04.2-claimKey
  return `${namespace}claim:${encodeURIComponent(service.trim().toLowerCase())}:${encodeURIComponent(eventId)}`
    // #endregion
