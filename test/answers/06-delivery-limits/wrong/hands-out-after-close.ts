// node-redis, rejected by 06.4-close-away
// close() has resolved, and the rest of what was taken is still handed over.
  // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
