// node-redis, rejected by 06.5-refused
// MULTI takes nothing back: XADD is refused, and XACK is run all the same.
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await commands.multi().xAdd(deadLetter, '*', letter).xAck(stream, group, id).exec()
  }
  // #endregion
