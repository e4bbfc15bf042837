// node-redis, rejected by 06.5-kills
// Failures are counted in this process, and one that has ended the process is never among them.
  // #region 06.5-failed
    attempts.set(entry.id, (attempts.get(entry.id) ?? 0) + 1)
    if (attempts.get(entry.id)! >= maxAttempts) await bury({ ...entry, attempt: maxAttempts }, String(error))
  // #endregion
  // #region 06.5-buryUnfinished
    await work([{ ...entry, attempt: entry.attempt + 1 }])
  // #endregion
  // #region 06.5-bury
  const attempts = new Map<string, number>()

  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands.multi().xAdd(deadLetter, '*', letter).xAck(stream, group, id).exec()
  }
  // #endregion
