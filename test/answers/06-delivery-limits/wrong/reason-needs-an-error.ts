// consumer.ts, rejected by 06.5-reason
// It expects a handler to throw only Errors.
  // #region 06.5-failed
    if (entry.attempt >= maxAttempts) await giveUp(entry, (error as Error).message)
  // #endregion
