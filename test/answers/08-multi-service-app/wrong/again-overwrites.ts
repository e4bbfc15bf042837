// status, rejected by 08.8-counted
// What is sent again is noted again, and the receipts of the first time are lost.
    // #region 08.5-sends
    entries.set(id, { id, event, sentAt: performance.now(), confirmed: false, receipts: {} })
    unconfirmed++
    // #endregion
