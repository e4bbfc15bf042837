// status, rejected by 08.8-again
// Each publishing is noted. Of what comes again nobody gives a receipt a second time.
    // #region 08.5-sends
    const entry: Entry = { id, event, sentAt: performance.now(), confirmed: false, receipts: {} }
    unconfirmed++
    open.set(id, entry)
    last.unshift(entry)
    last.length = Math.min(last.length, TOLD)
    const [oldest] = open.values()
    if (open.size > REMEMBERED && oldest) forget(oldest)
    // #endregion
