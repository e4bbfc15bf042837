// envelope, rejected by 05.1-envelope
// A retry with the same ID becomes another event.
  // #region 05.1-write
  const { key } = options
  return JSON.stringify({ id: randomUUID(), event, timestamp: new Date().toISOString(), key, data })
  // #endregion
