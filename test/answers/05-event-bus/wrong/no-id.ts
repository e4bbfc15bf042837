// envelope, rejected by 05.1-envelope
// The ID is undefined, so JSON leaves it out.
  // #region 05.1-write
  void options
  return JSON.stringify({ event, data, timestamp: new Date(), id: undefined })
  // #endregion
