// node-redis, rejected by 06.5-once
// The dead letter says how often it may be delivered, and not how often it was.
  // #region 06.5-bury
  async function bury({ id, fields }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(maxAttempts), 'dead:reason': reason }
    await commands.multi().xAdd(deadLetter, '*', letter).xAck(stream, group, id).exec()
  }
  // #endregion
