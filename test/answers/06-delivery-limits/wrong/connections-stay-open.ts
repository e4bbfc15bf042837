// consumer.ts, rejected by 06.4-close-idle
// It ends the loop and leaves the connections open.
  // #region 06.4-finish
    await Promise.race([running, redisIsGone()])
  // #endregion
