// channel-watch.ts, rejected by 07.4-changes
// What is there at the beginning is told as if it had come.
// #region 07.4-first
  last = new Map()
  await look()
// #endregion
