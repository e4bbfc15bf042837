// receiver, rejected by 05.1-no-event
// Malformed messages are dropped without a report.
    // #region 05.1-readText
    try {
      return readEnvelope(text, name)
    } catch {
      return undefined
    }
    // #endregion
