// consumer.ts, rejected by 06.5-reason
// The next entry starts while this one is being moved, and nothing handles an error of the move.
  // #region 06.5-failed
    if (entry.attempt >= maxAttempts) void giveUp(entry, reasonOf(error))
  // #endregion
