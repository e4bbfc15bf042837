// envelope, rejected by 05.1-envelope
// The key isn't sent, so the other side can't keep the order.
  // #region 05.1-write
  const { id = randomUUID() } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), data })
  // #endregion
