// event-bus, rejected by 05.1-envelope
// The timestamp is a number of milliseconds.
    // #region 05.1-emit
    const { id = randomUUID(), key } = options
    const text = JSON.stringify({ id, event, timestamp: Date.now(), key, data })
    // #endregion
