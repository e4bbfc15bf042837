// envelope, rejected by 05.1-no-json
// An event without data is sent, because JSON leaves the field out.
  // #region 05.1-write
  const { id = randomUUID(), key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data })
  // #endregion
