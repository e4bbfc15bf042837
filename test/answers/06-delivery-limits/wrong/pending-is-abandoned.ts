// ioredis, rejected by 06.3-no-earlier
// Whatever is pending is taken, also what somebody has just begun with.
  // #region 06.3-takeOver
    const page = (await commands.xpending(stream, group, '-', '+', PAGE)) as Pending[]
    for (const [id, , , deliveries] of page) {
      if (!closing) await takeOne(id, deliveries)
    }
  // #endregion
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = (await commands.xclaim(stream, group, name, 0, id)) as (Message | null)[]
    if (!message) return missing(id)
    const entry = { id, fields: recordOf(message[1]), attempt: deliveries + 1 }
    if (deliveries >= maxAttempts) await buryUnfinished({ ...entry, attempt: deliveries })
    else await work([entry])
  }
  // #endregion
