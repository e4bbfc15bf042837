// events, rejected by 04.2-services
// The key names only the event, so one service takes it from all others.
    // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(eventId)}`
    // #endregion
