// api, rejected by 08.6-down
// It sends a 503, and doesn't say when to try again.
// #region 08.6-retry
// #endregion
