// consumer.ts, rejected by 06.5-rejects
// The dead letter names the entry without its fields.
  // #region 06.5-giveUp
    await commands.moveToDeadLetter(id, { 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason })
  // #endregion
