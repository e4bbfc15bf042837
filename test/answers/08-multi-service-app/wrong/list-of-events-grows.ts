// status, rejected by 08.5-last
// All events since the API was started, in one answer.
    // #region 08.5-sends
    const entry: Entry = { id, event, sentAt: performance.now(), confirmed: false, receipts: {} }
    unconfirmed++
    open.set(id, entry)
    last.unshift(entry)
    // #endregion
