// limits
// It counts requests per second instead of using a token bucket.
// #region 03.6-createLimit
  let second = 0
  let count = 0
  return () => {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) count = 0
    second = now
    count += 1
    return count <= 150
  }
// #endregion
