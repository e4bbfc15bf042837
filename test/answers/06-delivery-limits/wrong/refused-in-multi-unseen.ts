// ioredis, rejected by 06.5-refused
// exec() resolves though XADD was refused: the entry is nowhere, and nothing tells it.
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands
      .multi()
      .xadd(deadLetter, '*', ...Object.entries(letter).flat())
      .xack(stream, group, id)
      .exec()
  }
  // #endregion
