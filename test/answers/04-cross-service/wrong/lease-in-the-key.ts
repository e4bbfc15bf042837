// events, rejected by 04.2-again
// The time is in the key: an event that comes again a little later is claimed again.
  // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(service)}:${encodeURIComponent(eventId)}:${Date.now() >> 4}`
  // #endregion
