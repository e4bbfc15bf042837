// api, rejected by 08.7-request
// The connection whose answer is out is idle, and kept for more.
  // #region 08.7-afterwards
  // #endregion
