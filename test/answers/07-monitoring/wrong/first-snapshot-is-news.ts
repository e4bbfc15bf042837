// channel-watch.ts, rejected by 07.4-changes
// The channels of the first snapshot cause events.
// #region 07.4-first
  last = new Map()
  await look()
// #endregion
