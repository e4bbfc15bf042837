// consumer.ts, rejected by 06.4-close-away and 06.4-close-frozen
// close() waits for the loop, which waits for a reply from Redis.
  // #region 06.4-finish
    await running
    await commands.close()
  // #endregion
