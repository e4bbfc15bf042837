// events, rejected by 04.2-services
// The claim is for the event: one service takes it from all others.
    // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(eventId)}`
    // #endregion
