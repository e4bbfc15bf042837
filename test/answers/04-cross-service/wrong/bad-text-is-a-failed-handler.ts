// services, rejected by 04.3-malformed
// What JSON.parse throws is told as an error of the handler.
    // #region given-readOr
  void bad
  return read(payload)
    // #endregion
