// envelope, rejected by 05.1-envelope
// Two events in one millisecond have the same ID.
  // #region 05.1-write
  const { id = String(Date.now()), key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data })
  // #endregion
