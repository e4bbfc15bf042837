// service, rejected by 08.4-both
// The services take turns, as workers of a queue do: what one has, the other one does not handle.
  // #region 08.5-handled
    if (!isMine(id)) return
    let ok = false
    try {
      await work()
      ok = true
    } finally {
      void giveReceipt({ service: name, id, ok })
    }
  // #endregion
  // #region 08.5-giveReceipt
  function isMine(id: string): boolean {
    const taken = TAKEN.has(id)
    TAKEN.add(id)
    return !taken
  }

  async function giveReceipt(receipt: Receipt): Promise<void> {
    try {
      await pubsub.publishJson(receiptsOf(namespace), receipt)
    } catch (error) {
      report({ kind: 'connection', error })
    }
  }
  const TAKEN = ((globalThis as { taken?: Set<string> }).taken ??= new Set<string>())
  // #endregion
