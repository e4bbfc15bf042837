// consumer.ts, rejected by 06.5-replayed
// An entry that comes back from a dead-letter stream keeps its old reason.
  // #region 06.5-giveUp
    const letter = { 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason, ...fields }
    await commands.moveToDeadLetter(id, letter)
  // #endregion
