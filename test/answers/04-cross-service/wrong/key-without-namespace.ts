// events, rejected by 04.2-apart
// Two programs on one Redis take events from each other.
    // #region given-claimKey
  return `claim:${encodeURIComponent(service)}:${encodeURIComponent(eventId)}`
    // #endregion
