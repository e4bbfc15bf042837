// ioredis, rejected by 06.5-rejects
// It is deleted from the stream, and another group that could have handled it never gets it.
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    const words = Object.entries(letter).flat()
    await answers(
      commands
        .multi()
        .xadd(deadLetter, '*', ...words)
        .xack(stream, group, id)
        .xdel(stream, id),
    )
  }
  // #endregion
