// event-bus, rejected by 05.1-envelope
// Two events in one millisecond have the same ID.
    // #region 05.1-emit
    const { id = String(Date.now()), key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
