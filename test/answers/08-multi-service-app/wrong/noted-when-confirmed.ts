// status, rejected by 08.5-receipts
// The event is noted when PUBLISH has returned. Its receipts may have been here before.
    // #region 08.5-sends
    sent.set(id, event)
    unconfirmed++
    // #endregion
    // #region 08.5-confirms
    const event = sent.get(id)
    if (!event) return
    sent.delete(id)
    entries.set(id, { id, event, sentAt: performance.now(), confirmed: true, receipts: {} })
    published++
    unconfirmed--
    // #endregion
  // #region 08.5-asked
  const sent = new Map<string, ShopEvent>()

  function asked(): Promise<PubSubSnapshot | undefined> {
    const late = delay(answerWithinMs, undefined, { ref: false })
    return Promise.race([inspect(), late]).catch(() => undefined)
  }
  // #endregion
