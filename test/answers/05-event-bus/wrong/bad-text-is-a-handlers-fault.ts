// receiver, rejected by 05.1-no-event
// The error of parsing is left to the adapter, which takes it for that of a handler.
    // #region 05.1-readText
    void report
    return readEnvelope(text, name)
    // #endregion
