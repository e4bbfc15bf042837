// ioredis, rejected by 06.4-lost-reply
// Of its own entries it takes only what has failed here: others are thought to have arrived.
  // #region 06.3-takeOver
    const page = (await commands.xpending(stream, group, 'IDLE', idleMs, '-', '+', PAGE)) as Pending[]
    for (const [id, consumer, , deliveries] of page) {
      if (closing) return
      if (consumer !== name || failedHere.has(id)) await takeOne(id, deliveries)
    }
  // #endregion
  // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      failedHere.add(entry.id)
      return failed(entry, error)
    }
    await acknowledge(entry.id)
  // #endregion
  // #region 06.2-entriesOf
const failedHere = new Set<string>()

function entriesOf(reply: unknown): Entry[] {
  const [[, messages = []] = []] = (reply as Reply) ?? []
  return messages.map(([id, words]) => ({ id, fields: recordOf(words), attempt: 1 }))
}
  // #endregion
