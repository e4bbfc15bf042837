// envelope, rejected by 05.1-envelope
// The ID is made from the data, so two equal orders become one.
  // #region 05.1-write
  const { id = `${event} ${JSON.stringify(data)}`, key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data })
  // #endregion
