// node-redis
// XAUTOCLAIM finds and claims in one command, one entry at a time. Each entry is acknowledged before the next one.
  // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    await commands.xAck(stream, group, entry.id)
  // #endregion
  // #region 06.3-takeOver
    let from = '0-0'
    do {
      const reply = await commands.xAutoClaim(stream, group, name, idleMs, from, { COUNT: 1 })
      for (const id of reply.deletedMessages ?? []) onGap?.({ why: 'deleted', id: String(id) })
      for (const message of reply.messages) {
        if (message) await takeOne(message.id, message.message)
      }
      from = reply.nextId
    } while (from !== '0-0' && !closing)
  // #endregion
  // #region 06.3-takeOne
  async function takeOne(id: string, fields: Record<string, string>): Promise<void> {
    const [line] = await commands.xPendingRange(stream, group, id, id, 1)
    const attempt = line?.deliveriesCounter ?? 1
    if (attempt > maxAttempts) await buryUnfinished({ id, fields: { ...fields }, attempt: attempt - 1 })
    else await work([{ id, fields: { ...fields }, attempt }])
  }
  // #endregion
