// service, rejected by 08.8-receipts
// Its receipt says that the event has arrived, not that it was handled.
// #region 08.8-handled
void giveReceipt(id, true)
await work()
// #endregion
