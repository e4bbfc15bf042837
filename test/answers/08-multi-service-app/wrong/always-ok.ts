// service, rejected by 08.8-receipts
// Its receipt reports success, even if the work has failed.
// #region 08.8-handled
try {
  await work()
} finally {
  void giveReceipt(id, true)
}
// #endregion
