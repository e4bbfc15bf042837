// node-redis, rejected by 06.5-crash-between
// Whoever is killed between the two has lost it.
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands.xAck(stream, group, id)
    await commands.xAdd(deadLetter, '*', letter)
  }
  // #endregion
