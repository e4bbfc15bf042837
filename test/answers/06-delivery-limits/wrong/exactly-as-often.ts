// ioredis, rejected by 06.5-once
// An entry that was delivered more often than maxAttempts, which was larger once, is tried for ever.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = (await commands.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    if (!message) return missing(id)
    const entry = { id, fields: recordOf(message[1]), attempt: deliveries + 1 }
    if (deliveries === maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
  // #region 06.5-failed
    if (entry.attempt === maxAttempts) await bury(entry, error instanceof Error ? error.message : String(error))
  // #endregion
