// service, rejected by 08.6-receipt
// The work is done, and what becomes of its receipt is nobody's: when it rejects, the process ends.
  // #region 08.5-giveReceipt
  async function giveReceipt(receipt: Receipt): Promise<void> {
    await pubsub.publishJson(receiptsOf(namespace), receipt)
  }

  // #endregion
