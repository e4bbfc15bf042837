// limits
// A counter for each second, in place of an allowance that grows.
  // #region 03.6-allowance
  let second = 0
  let count = 0
  return () => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) count = 0
    second = now
    count += 1
    return count <= 150
  }
  // #endregion
