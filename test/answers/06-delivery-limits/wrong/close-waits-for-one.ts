// consumer.ts, rejected by 06.4-drains
// It waits for one entry only: the others that it has taken stay pending.
  // #region 06.4-finish
    while (isHandling) await pause(1)
    await commands.close()
  // #endregion
