// envelope, rejected by 05.1-envelope
// The timestamp is a number of milliseconds.
  // #region 05.1-write
  const { id = randomUUID(), key } = options
  return JSON.stringify({ id, event, timestamp: Date.now(), key, data })
  // #endregion
