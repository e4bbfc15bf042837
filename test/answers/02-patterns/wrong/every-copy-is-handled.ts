// router.ts, rejected by 02.3-once
// A handler with two patterns that match is called twice.
// #region 02.3-onlyBy
  return (message, channel) => handler(message, channel)
// #endregion
