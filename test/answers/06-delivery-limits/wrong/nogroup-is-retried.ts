// consumer.ts, rejected by 06.7-emptied
// Without a group, every try fails.
  // #region 06.7-recover
    return
  // #endregion
