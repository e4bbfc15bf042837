// services, rejected by 04.3-malformed
// What cannot be read is left out, and nobody hears of it.
    // #region given-readOr
  void bad
  try {
    return read(payload)
  } catch {
    return undefined
  }
    // #endregion
