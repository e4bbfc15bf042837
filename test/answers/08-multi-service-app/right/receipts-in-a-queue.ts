// service
// Receipts are given one after the other, beside the work.
    // #region 08.5-handled
    let ok = true
    try {
      await work()
    } catch (error) {
      ok = false
      throw error
    } finally {
      giving = giving.then(() => giveReceipt({ service: name, id, ok }))
    }
    // #endregion
  // #region 08.5-giveReceipt
  let giving = Promise.resolve()

  async function giveReceipt(receipt: Receipt): Promise<void> {
    await pubsub
      .publish(receiptsOf(namespace), JSON.stringify(receipt))
      .catch((error: unknown) => report({ kind: 'connection', error }))
  }

  // #endregion
    // #region 08.7-end
    await events.close()
    await Promise.race([giving, new Promise((resolve) => setTimeout(resolve, 1000).unref())])
    await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
