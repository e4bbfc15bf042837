// ioredis, rejected by 06.4-close-idle
// One of the two connections stays open.
  // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    clearInterval(beat)
    await end(commands)
  // #endregion
