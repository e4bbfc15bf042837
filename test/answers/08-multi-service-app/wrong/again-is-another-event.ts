// status, rejected by 08.8-again
// The same order twice takes two places in the list.
    // #region 08.5-sends
    const at = entries.has(id) ? `${id} ${entries.size}` : id
    entries.set(at, { id, event, sentAt: performance.now(), confirmed: false, receipts: {} })
    unconfirmed++
    // #endregion
