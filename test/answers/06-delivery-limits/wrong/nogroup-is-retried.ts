// consumer.ts, rejected by 06.7-emptied
// It reads again without creating the group, so every read fails.
  // #region 06.7-recover
    return
  // #endregion
