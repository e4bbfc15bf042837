// events, rejected by 04.2-names
// The colon is escaped, and not the mark that escapes it: `mails:vip` and `mails%3Avip` share a claim.
    // #region given-claimKey
  return `${namespace}claim:${service.replaceAll(':', '%3A')}:${eventId}`
    // #endregion
