// ioredis, rejected by 06.5-rejects
// The dead letter names the entry, and when the stream is trimmed, nobody knows what was in it.
  // #region 06.5-bury
  async function bury({ id, attempt }: Entry, reason: string): Promise<void> {
    const words = ['dead:id', id, 'dead:attempts', String(attempt), 'dead:reason', reason]
    await answers(
      commands
        .multi()
        .xadd(deadLetter, '*', ...words)
        .xack(stream, group, id),
    )
  }
  // #endregion
