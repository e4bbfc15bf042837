// node-redis, rejected by 06.4-close-idle
// The interval is never cleared, so the process does not end.
  // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    inFlight.clear()
    await Promise.all([end(reader), end(commands)])
  // #endregion
