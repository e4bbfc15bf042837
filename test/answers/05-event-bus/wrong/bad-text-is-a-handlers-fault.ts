// receiver, rejected by 05.1-no-event
// A parse error is left to the adapter, which reports it as the failure of a handler.
    // #region given-readText
    void report
    return readEnvelope(text, name)
    // #endregion
