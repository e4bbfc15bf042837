// service, rejected by 08.3-fails
// It turns an error into a failed receipt, and never reports it.
// #region 08.8-handled
const ok = await Promise.resolve()
  .then(work)
  .then(
    () => true,
    () => false,
  )
await giveReceipt(id, ok)
// #endregion
