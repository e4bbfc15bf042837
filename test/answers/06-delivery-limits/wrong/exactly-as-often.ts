// consumer.ts, rejected by 06.5-once
// An entry that was delivered more often than maxAttempts is tried forever.
  // #region 06.5-failed
    if (entry.attempt === maxAttempts) await giveUp(entry, reasonOf(error))
  // #endregion
  // #region 06.5-processAgain
    if (entry.attempt !== maxAttempts + 1) return processOne(entry)
    await giveUp({ ...entry, attempt: maxAttempts }, 'delivered too often')
  // #endregion
