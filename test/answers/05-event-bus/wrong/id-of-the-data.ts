// event-bus, rejected by 05.1-envelope
// Two orders of the same thing are one event, for the id is made from the data.
    // #region 05.1-emit
    const { id = `${event} ${JSON.stringify(data)}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
