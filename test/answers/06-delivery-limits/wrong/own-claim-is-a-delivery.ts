// node-redis, rejected by 06.5-once
// Taking an entry over in order to move it is counted as a delivery.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    const fields = message.message
    const attempt = deliveries + 1
    if (deliveries >= maxAttempts) await buryUnfinished({ id, fields, attempt })
    else await work([{ id, fields, attempt }])
  }
  // #endregion
