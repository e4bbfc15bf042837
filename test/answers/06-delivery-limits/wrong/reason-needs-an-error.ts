// ioredis, rejected by 06.5-reason
// What is thrown is taken for an Error, and a text has no message.
  // #region 06.5-failed
    if (entry.attempt >= maxAttempts) await bury(entry, (error as Error).message)
  // #endregion
