// receipts, rejected by 08.9-counted
// It notes a repeated event again, and loses the receipts of the first.
// #region 08.8-sends
entries.set(id, { sentAt: performance.now(), confirmed: false, receipts: {} })
// #endregion
