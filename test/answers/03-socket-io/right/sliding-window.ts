// limits
// It counts the requests of the last second, including refused ones.
// #region 03.6-createLimit
  const times: number[] = []
  return () => {
    const now = performance.now()
    times.push(now)
    while (times[0]! < now - 900) times.shift()
    return times.length <= 200
  }
// #endregion
