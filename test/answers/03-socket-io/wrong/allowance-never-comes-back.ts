// limits, rejected by 03.6-flood
// A hundred requests, and that was it.
  // #region 03.6-allowance
  let left = 100
  return () => left-- > 0
  // #endregion
