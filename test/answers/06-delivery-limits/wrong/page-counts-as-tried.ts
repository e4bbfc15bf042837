// ioredis, rejected by 06.5-kills
// A whole page is taken at a time. Each time that one entry of it ends the process, all behind it have used up an attempt.
  // #region 06.3-takeOver
    let from = '0-0'
    do {
      const [next, messages] = (await commands.xautoclaim(stream, group, name, idleMs, from, 'COUNT', PAGE)) as [
        string,
        (Message | null)[],
      ]
      const mine = messages.filter((message) => message !== null)
      const lines = (await commands.xpending(stream, group, '-', '+', 10 * PAGE, name)) as Pending[]
      const counted = new Map(lines.map(([id, , , deliveries]) => [id, deliveries]))
      const taken = mine.map(([id, words]) => ({ id, fields: recordOf(words), attempt: counted.get(id) ?? 1 }))
      for (const entry of taken.filter(({ attempt }) => attempt > maxAttempts)) {
        await buryUnfinished({ ...entry, attempt: entry.attempt - 1 })
      }
      await work(taken.filter(({ attempt }) => attempt <= maxAttempts))
      from = next
    } while (from !== '0-0' && !closing)
  // #endregion
