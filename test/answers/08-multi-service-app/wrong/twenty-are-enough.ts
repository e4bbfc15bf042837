// status, rejected by 08.8-counted
// A key is known for as long as its order is shown.
    // #region 08.5-sends
    if ([...entries.keys()].slice(-SHOWN).includes(id)) return
    entries.delete(id)
    entries.set(id, { id, event, sentAt: performance.now(), confirmed: false, receipts: {} })
    unconfirmed++
    // #endregion
