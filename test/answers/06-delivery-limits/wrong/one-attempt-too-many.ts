// consumer.ts, rejected by 06.5-rejects and 06.5-once
// The entry gets one attempt more than maxAttempts.
  // #region 06.5-failed
    if (entry.attempt > maxAttempts) await giveUp(entry, reasonOf(error))
  // #endregion
  // #region 06.5-processAgain
    if (entry.attempt <= maxAttempts + 1) return processOne(entry)
    await giveUp({ ...entry, attempt: entry.attempt - 1 }, 'delivered too often')
  // #endregion
