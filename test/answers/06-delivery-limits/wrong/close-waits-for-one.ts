// node-redis, rejected by 06.4-drains
// Only the entry at work is waited for; what was taken with it stays pending.
  // #region 06.4-finish
    while (atWork) await pause(1)
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
