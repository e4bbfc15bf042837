// event-bus, rejected by 05.1-envelope
// The ID is made from the data, so two equal orders become one.
    // #region 05.1-emit
    const { id = `${event} ${JSON.stringify(data)}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
