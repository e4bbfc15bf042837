// service, rejected by 08.4-both
// The services take turns, as workers of a queue do.
// #region 08.8-handled
const taken = ((globalThis as { taken?: Set<string> }).taken ??= new Set<string>())
if (taken.has(id)) return
taken.add(id)
let ok = false
try {
  await work()
  ok = true
} finally {
  void giveReceipt(id, ok)
}
// #endregion
