// limits, rejected by 03.6-flood
// Every request is accepted.
// #region 03.6-createLimit
  return () => true
// #endregion
