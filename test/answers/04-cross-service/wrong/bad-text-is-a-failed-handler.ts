// services, rejected by 04.3-malformed
// The error of JSON.parse is reported as an error of the handler.
    // #region given-readOr
  void bad
  return read(payload)
    // #endregion
