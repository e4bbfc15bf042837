// service, rejected by 08.5-no-receipt
// The next event shall not wait for the receipt. But nobody catches it either: a lost one ends the process.
    // #region 08.5-handled
    let ok = false
    try {
      await work()
      ok = true
    } finally {
      void giveReceipt({ service: name, id, ok })
    }
    // #endregion
  // #region 08.5-giveReceipt
  async function giveReceipt(receipt: Receipt): Promise<void> {
    await pubsub.publishJson(receiptsOf(namespace), receipt)
  }
  // #endregion
