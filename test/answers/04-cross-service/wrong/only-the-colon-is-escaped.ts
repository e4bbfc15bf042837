// events, rejected by 04.2-names
// It escapes colons but not percent signs, so `mails:vip` and `mails%3Avip` share a claim.
    // #region given-claimKey
  return `${namespace}claim:${service.replaceAll(':', '%3A')}:${eventId}`
    // #endregion
