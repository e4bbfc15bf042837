// receipts, rejected by 08.8-odd-receipts
// It counts a repeated receipt again.
// #region 08.8-takeReceipt
function takeReceipt(payload: string, channel: string): void {
  let receipt: Receipt
  try {
    receipt = readReceipt(payload)
  } catch (error) {
    report({ kind: 'payload', error, channel, payload })
    return
  }
  const { service, id, ok } = receipt
  const entry = entries.get(id)
  if (!entry) return
  entry.receipts[service] = ok ? 'handled' : 'failed'
  if (ok) handled[service]++
  else failed[service]++
}
// #endregion
