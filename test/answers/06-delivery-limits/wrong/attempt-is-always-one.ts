// ioredis, rejected by 06.3-own
// The attempt is made up here, and not what Redis has counted.
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = (await commands.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
    if (!message) return missing(id)
    const entry = { id, fields: recordOf(message[1]), attempt: 1 }
    if (deliveries >= maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
