// node-redis, rejected by 06.5-once
// Only what fails here is buried. What was delivered often enough to others is handed over once more.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    await work([{ id, fields: message.message, attempt: deliveries + 1 }])
  }
  // #endregion
