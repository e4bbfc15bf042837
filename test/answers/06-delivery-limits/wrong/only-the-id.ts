// consumer.ts, rejected by 06.5-rejects
// It moves the ID of the entry without its fields.
  // #region 06.5-giveUp
    await commands.moveToDeadLetter(id, { 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason })
  // #endregion
