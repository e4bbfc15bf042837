// services, rejected by 04.3-malformed
// An error from JSON.parse() is reported as the handler's.
    // #region given-readOr
  void bad
  return read(payload)
    // #endregion
