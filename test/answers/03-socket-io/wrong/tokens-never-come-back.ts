// limits, rejected by 03.6-flood
// A socket can send a hundred requests, and then no more.
// #region 03.6-createLimit
  let tokens = 100
  return () => tokens-- > 0
// #endregion
