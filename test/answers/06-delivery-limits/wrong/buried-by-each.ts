// node-redis, rejected by 06.5-once
// It is moved by everybody who sees it on the list, and is in the dead letter several times.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    if (deliveries >= maxAttempts) {
      const [left] = (await commands.xRange(stream, id, id)) ?? []
      if (left) await buryUnfinished({ id, fields: left.message, attempt: deliveries })
      return
    }
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    await work([{ id, fields: message.message, attempt: deliveries + 1 }])
  }
  // #endregion
