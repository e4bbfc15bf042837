// consumer.ts, rejected by 06.5-reason
// What a handler throws is expected to be an Error.
  // #region 06.5-failed
    if (entry.attempt >= maxAttempts) await giveUp(entry, (error as Error).message)
  // #endregion
