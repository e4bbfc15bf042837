// limits
// The requests of the last second are counted, and those that were refused, too.
  // #region 03.6-allowance
  let times: number[] = []
  return () => {
    const now = performance.now()
    times = times.filter((time) => now - time < 1000)
    times.push(now)
    return times.length <= 200
  }
  // #endregion
