// event-bus, rejected by 05.1-envelope
// The key isn't sent, so the other side can't keep the order.
    // #region 05.1-emit
    const { id = randomUUID() } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), data })
    // #endregion
