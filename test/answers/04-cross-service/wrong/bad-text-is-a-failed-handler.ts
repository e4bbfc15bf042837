// events, rejected by 04.3-malformed
// An error from JSON.parse() is reported as the handler's.
    // #region given-readOrReport
  void [report, channel]
  return read(payload)
    // #endregion
