// events, rejected by 04.3-malformed
// Malformed events are dropped without a report.
    // #region given-readOrReport
  void [report, channel]
  try {
    return read(payload)
  } catch {
    return undefined
  }
    // #endregion
