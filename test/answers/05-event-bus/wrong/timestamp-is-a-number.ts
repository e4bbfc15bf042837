// event-bus, rejected by 05.1-envelope
// Milliseconds, where the other side reads a date.
    // #region 05.1-emit
    const { id = randomUUID(), key } = options
    const text = JSON.stringify({ id, event, timestamp: Date.now(), key, data })
    // #endregion
