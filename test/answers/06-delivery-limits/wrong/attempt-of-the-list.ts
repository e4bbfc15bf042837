// node-redis, rejected by 06.3-crashed
// The count of the list is from before the claim, which is a delivery, too.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    const fields = message.message
    if (deliveries >= maxAttempts) await buryUnfinished({ id, fields, attempt: deliveries })
    else await work([{ id, fields, attempt: deliveries }])
  }
  // #endregion
