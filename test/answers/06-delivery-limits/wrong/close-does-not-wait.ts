// consumer.ts, rejected by 06.4-drains
// It closes the connections while an entry is being handled.
  // #region 06.4-finish
    await commands.close()
  // #endregion
