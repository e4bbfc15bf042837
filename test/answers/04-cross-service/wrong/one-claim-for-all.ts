// events, rejected by 04.2-once
// The key names only the service, so the first claim blocks all later events.
    // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(service)}`
    // #endregion
