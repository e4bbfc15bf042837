// event-bus, rejected by 05.1-envelope
// As in the tutorial, whose generateUniqueId() doesn't exist: JSON drops an ID that is undefined.
    // #region 05.1-emit
    const text = JSON.stringify({ event, data, timestamp: new Date(), id: undefined })
    // #endregion
