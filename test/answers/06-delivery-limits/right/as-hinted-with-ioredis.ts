// ioredis
// The third hint of every task, to the letter.
  // #region 06.2-add
    const words = Object.entries({ key: randomUUID(), ...fields }).flat()
    if (!maxLength) return (await client.xadd(stream, '*', ...words))!
    return (await client.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...words))!
  // #endregion
  // #region 06.2-readNew
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    const reply = (await reader.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>')) as Reply
    const messages = reply?.[0]?.[1] ?? []
    return messages.map(([id, words]) => ({ id, fields: recordOf(words), attempt: 1 }))
  // #endregion
  // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    await commands.xack(stream, group, entry.id)
  // #endregion
  // #region 06.2-acknowledge
  // #endregion
  // #region 06.3-takeOver
    let from = '-'
    for (;;) {
      const page = (await commands.xpending(stream, group, 'IDLE', idleMs, from, '+', 100)) as Pending[]
      for (const [id, , , deliveries] of page) {
        if (closing) return
        const [message] = (await commands.xclaim(stream, group, name, idleMs, id)) as (Message | null)[]
        if (!message) {
          await missing(id)
        } else if (deliveries >= maxAttempts) {
          await buryUnfinished({ id, fields: recordOf(message[1]), attempt: deliveries })
        } else {
          await work([{ id, fields: recordOf(message[1]), attempt: deliveries + 1 }])
        }
      }
      if (page.length < 100) return
      from = `(${page.at(-1)![0]}`
    }
  // #endregion
  // #region 06.3-takeOne
  // #endregion
  // #region 06.5-failed
    if (entry.attempt >= maxAttempts) await bury(entry, error instanceof Error ? error.message : String(error))
  // #endregion
