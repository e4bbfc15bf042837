// node-redis, rejected by 06.3-own
// With JUSTID a claim is no delivery, and the count stays where it is.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [mine] = await commands.xClaimJustId(stream, group, name, idleMs, id)
    const [message] = (await commands.xRange(stream, id, id)) ?? []
    if (!mine || !message) return missing(id)
    const entry = { id, fields: message.message, attempt: deliveries + 1 }
    if (deliveries >= maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
