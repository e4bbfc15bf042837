// services, rejected by 04.3-malformed
// Malformed events are dropped without a report.
    // #region given-readOr
  void bad
  try {
    return read(payload)
  } catch {
    return undefined
  }
    // #endregion
