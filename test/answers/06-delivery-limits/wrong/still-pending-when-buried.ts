// node-redis, rejected by 06.5-rejects
// It is in the dead letter, and stays pending as well, so it comes again and again.
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands.xAdd(deadLetter, '*', letter)
  }
  // #endregion
