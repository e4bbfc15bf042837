// ioredis, rejected by 06.4-close-frozen
// QUIT is sent to a Redis that answers nothing.
  // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([reader.quit(), commands.quit()])
  // #endregion
