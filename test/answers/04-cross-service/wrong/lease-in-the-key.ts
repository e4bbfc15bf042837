// events, rejected by 04.2-again
// The key contains the time, so an event that arrives again later is claimed again.
  // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(service)}:${encodeURIComponent(eventId)}:${Date.now() >> 4}`
  // #endregion
