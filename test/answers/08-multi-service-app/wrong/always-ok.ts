// service, rejected by 08.5-receipts
// Whatever became of the work, the receipt is good.
    // #region 08.5-handled
    try {
      await work()
    } finally {
      void giveReceipt({ service: name, id, ok: true })
    }
    // #endregion
