// service, rejected by 08.8-receipt-waits
// The next event of a user waits until Redis confirms this one's receipt.
// #region 08.8-handled
let ok = false
try {
  await work()
  ok = true
} finally {
  await giveReceipt(id, ok)
}
// #endregion
