// events, rejected by 04.2-names
// It replaces special characters with underscores, so `mails:vip` and `mails_vip` share a claim.
    // #region given-claimKey
  const clean = (text: string) => text.replace(/\W/g, '_')
  return `${namespace}claim:${clean(service)}:${clean(eventId)}`
    // #endregion
