// drain, rejected by 04.4-arriving
// It unsubscribes and waits for the work at the same time, so it misses events that arrive until Redis confirms.
  // #region 04.4-drain
  const finished = Promise.all([stopIntake(), Promise.allSettled(running)])
  await Promise.race([finished, sleep(graceMs, undefined, { ref: false })])
  if (running.size > 0) reportUnfinished()
  // #endregion
