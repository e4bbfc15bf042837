// ioredis, rejected by 06.4-close-away
// close() waits for the loop, and the loop for an answer of Redis.
  // #region 06.4-finish
    await running
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
