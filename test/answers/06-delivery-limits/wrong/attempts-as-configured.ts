// consumer.ts, rejected by 06.5-once
// dead:attempts says how often the entry may be delivered, not how often it was.
  // #region 06.5-giveUp
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(maxAttempts), 'dead:reason': reason }
    await commands.moveToDeadLetter(id, letter)
  // #endregion
