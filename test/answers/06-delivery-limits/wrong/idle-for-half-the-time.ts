// node-redis, rejected by 06.3-no-earlier
// What has been idle for as long as a read waits is taken, and not for idleMs.
  // #region 06.3-takeOver
    const page = await commands.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: blockMs })
    for (const { id, deliveriesCounter } of page) {
      if (!closing) await takeOne(id, deliveriesCounter)
    }
  // #endregion
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, blockMs, id)
    if (!message) return missing(id)
    const entry = { id, fields: message.message, attempt: deliveries + 1 }
    if (deliveries >= maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
