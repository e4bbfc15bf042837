// node-redis, rejected by 06.3-one-gets-it
// The idle time is looked at in the list, and not again by XCLAIM: two who look at the same moment both take it.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, 0, id)
    if (!message) return missing(id)
    const entry = { id, fields: message.message, attempt: deliveries + 1 }
    if (deliveries >= maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
