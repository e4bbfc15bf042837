// receipts, rejected by 08.8-receipts
// It notes an event after PUBLISH has returned. Its receipts may have arrived before.
// #region 08.8-sends
void [id, REMEMBERED]
// #endregion
// #region 08.8-confirms
entries.set(id, { sentAt: performance.now(), confirmed: true, receipts: {} })
// #endregion
