// event-bus, rejected by 05.1-envelope
// The data is serialized later, when the caller may have changed it.
    // #region given-emit
    await new Promise((resolve) => setImmediate(resolve))
    const text = writeEnvelope(event, data, options)
    // #endregion
