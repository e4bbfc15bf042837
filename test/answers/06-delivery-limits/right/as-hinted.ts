// node-redis
// The third hint of every task, to the letter.
  // #region 06.2-add
    if (!maxLength) return client.xAdd(stream, '*', { key: randomUUID(), ...fields })
    const TRIM = { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } as const
    return client.xAdd(stream, '*', { key: randomUUID(), ...fields }, { TRIM })
  // #endregion
  // #region 06.2-readNew
    const reply = await reader.xReadGroup(group, name, { key: stream, id: '>' }, { COUNT: count, BLOCK: blockMs })
    const messages = (reply as Reply)?.[0]?.messages ?? []
    return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
  // #endregion
  // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    await commands.xAck(stream, group, entry.id)
  // #endregion
  // #region 06.2-acknowledge
  // #endregion
  // #region 06.3-takeOver
    let from = '-'
    for (;;) {
      const page = await commands.xPendingRange(stream, group, from, '+', 100, { IDLE: idleMs })
      for (const { id, deliveriesCounter: deliveries } of page) {
        if (closing) return
        const [message] = await commands.xClaim(stream, group, name, idleMs, id)
        if (!message) {
          await missing(id)
        } else if (deliveries >= maxAttempts) {
          await buryUnfinished({ id, fields: message.message, attempt: deliveries })
        } else {
          await work([{ id, fields: message.message, attempt: deliveries + 1 }])
        }
      }
      if (page.length < 100) return
      from = `(${page.at(-1)!.id}`
    }
  // #endregion
  // #region 06.3-takeOne
  // #endregion
  // #region 06.5-failed
    if (entry.attempt >= maxAttempts) await bury(entry, error instanceof Error ? error.message : String(error))
  // #endregion
