// node-redis, rejected by 06.3-all-pages
// What is pending is looked at once, and only the first page of it.
  // #region 06.3-takeOver
    if (looked) return
    looked = true
    const page = await commands.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    for (const { id, deliveriesCounter } of page) {
      if (!closing) await takeOne(id, deliveriesCounter)
    }
  // #endregion
  // #region 06.3-takeOne
  let looked = false
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    const entry = { id, fields: message.message, attempt: deliveries + 1 }
    if (deliveries >= maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
