// receiver, rejected by 05.1-no-event
// What is no event is dropped, and nobody hears of it.
    // #region 05.1-readText
    try {
      return readEnvelope(text, name)
    } catch {
      return undefined
    }
    // #endregion
