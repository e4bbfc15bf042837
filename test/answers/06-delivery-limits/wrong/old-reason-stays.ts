// ioredis, rejected by 06.5-replayed
// An entry that comes back from the dead letter keeps what was said of it then.
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason, ...fields }
    await commands.xadd(deadLetter, '*', ...Object.entries(letter).flat())
    await commands.xack(stream, group, id)
  }
  // #endregion
