// limits, rejected by 03.6-flood
// After a hundred requests, a socket has to wait for a minute.
// #region 03.6-createLimit
  let minute = 0
  let count = 0
  return () => {
    const now = Math.floor(performance.now() / 60_000)
    if (now !== minute) count = 0
    minute = now
    count += 1
    return count <= 120
  }
// #endregion
