// consumer.ts, rejected by 06.5-once
// Claiming the entry in order to move it is counted as a delivery.
  // #region 06.5-processAgain
    if (entry.attempt <= maxAttempts) return processOne(entry)
    await giveUp(entry, 'delivered too often')
  // #endregion
