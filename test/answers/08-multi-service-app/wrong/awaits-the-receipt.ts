// service, rejected by 08.5-receipt-waits
// The next event of a user waits until Redis has confirmed the receipt of this one.
    // #region 08.5-handled
    let ok = false
    try {
      await work()
      ok = true
    } finally {
      await giveReceipt({ service: name, id, ok })
    }
    // #endregion
