// service, rejected by 08.8-receipts
// It sends no receipt for failed work, which then counts as missed.
// #region 08.8-handled
await work()
void giveReceipt(id, true)
// #endregion
