// receipts, rejected by 08.8-odd-receipts
// It trusts a receipt: JSON null has no fields, and no service is named __proto__.
// #region 08.8-takeReceipt
function takeReceipt(payload: string): void {
  const { service, id, ok } = JSON.parse(payload) as Receipt
  const entry = entries.get(id)
  if (!entry || entry.receipts[service]) return
  entry.receipts[service] = ok ? 'handled' : 'failed'
  if (ok) handled[service]++
  else failed[service]++
}
// #endregion
