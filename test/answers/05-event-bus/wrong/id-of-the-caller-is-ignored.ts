// event-bus, rejected by 05.1-envelope
// A retry with the same ID becomes another event.
    // #region 05.1-emit
    const { key } = options
    const text = writeEnvelope({ id: randomUUID(), event, timestamp: new Date().toISOString(), key, data })
    // #endregion
