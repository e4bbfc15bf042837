// service, rejected by 08.5-refused-receipt
// A receipt that is refused is reported as if the work had failed.
  // #region 08.5-giveReceipt
  async function giveReceipt(receipt: Receipt): Promise<void> {
    try {
      await pubsub.publishJson(receiptsOf(namespace), receipt)
    } catch (error) {
      report({ kind: 'handler', error, channel: receiptsOf(namespace) })
    }
  }

  // #endregion
