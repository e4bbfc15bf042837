// receipts
// It drops invalid receipts without a report.
  // #region 08.8-takeReceipt
  function takeReceipt(payload: string): void {
    try {
      const { service, id, ok } = readReceipt(payload)
      const entry = entries.get(id)
      if (!entry || entry.receipts[service]) return
      entry.receipts[service] = ok ? 'handled' : 'failed'
      if (ok) handled[service]++
      else failed[service]++
    } catch {
      // Not a receipt.
    }
  }
  // #endregion
