// receiver, rejected by 05.1-no-event
// Malformed messages are dropped without a report.
    // #region given-readText
    try {
      return readEnvelope(text, name)
    } catch {
      return undefined
    }
    // #endregion
