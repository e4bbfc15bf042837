// node-redis, rejected by 06.5-rejects and 06.5-once
// It goes to the dead letter after one attempt more than was asked for.
  // #region 06.5-failed
    if (entry.attempt > maxAttempts) await bury(entry, error instanceof Error ? error.message : String(error))
  // #endregion
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await commands.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    const entry = { id, fields: message.message, attempt: deliveries + 1 }
    if (deliveries > maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
