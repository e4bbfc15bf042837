// envelope, rejected by 05.1-no-json
// Data that JSON can't represent is sent as null.
  // #region 05.1-write
  const { id = randomUUID(), key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data: data ?? null })
  // #endregion
