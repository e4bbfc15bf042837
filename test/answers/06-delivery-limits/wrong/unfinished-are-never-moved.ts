// consumer.ts, rejected by 06.5-once
// Only failures of this process are counted, so an entry that was delivered often enough is handled again.
  // #region 06.5-processAgain
    await processOne(entry)
  // #endregion
