// event-bus, rejected by 05.1-envelope
// The data is serialized later, when the caller may have changed it.
    // #region 05.1-emit
    const { id = randomUUID(), key } = options
    await new Promise((resolve) => setImmediate(resolve))
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
